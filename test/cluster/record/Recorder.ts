import { AuditTrail, MetricRead, readAuditTrail } from './auditLog';
import { EvalMonitor } from './EvalMonitor';
import { LengthSampler } from './LengthSampler';
import { BrokerEvent, KeyType, ScriptStep } from './script';

/** Reads of one HPA pass lie closer together than two passes. */
const PASS_MS = 5000;

/** What is recorded. */
export interface Subject {
  /** The API server's audit log. */
  auditLog: string;
  namespace: string;
  /** The name of the ScaledObject and of its Deployment. */
  name: string;
  /** Each broker with the keys on it, and these with their types. */
  brokers: ReadonlyArray<{
    host: string;
    port: number;
    keys: Readonly<Record<string, KeyType>>;
  }>;
  /** The key of the first trigger. */
  firstKey: string;
}

/** A change of the ScaledObject: merge patches, in which null removes. */
export type ObjectChange = Pick<ScriptStep, 'annotations' | 'spec'>;

/** A recording in the format of `test/vectors`; times in seconds. */
export interface Recording {
  types: Record<string, string>;
  curve: Array<
    { t: number; key: string; length: number } | ({ t: number } & ObjectChange)
  >;
  redisEvents: Array<[number, BrokerEvent]>;
  duration: number;
  /** Times count from the beginning of the second of creation. */
  clockOffset: 0;
  polls: number[];
  hpaSyncs: number[];
  scaleWrites: Array<{ t: number; by: string; replicas: number }>;
  hpaReadsFailed: number[];
}

/**
 * Records what a ScaledObject does from its creation on: the lengths of its
 * keys, when KEDA and the HPA look at them, and what they make of it. Start it
 * before the ScaledObject is created.
 */
export class Recorder {
  readonly #lengths: LengthSampler[];
  readonly #evals: EvalMonitor[];
  readonly #changes: ObjectChange[] = [];
  readonly #brokerEvents: Array<{ at: number; event: BrokerEvent }> = [];

  constructor(private readonly subject: Subject) {
    this.#lengths = subject.brokers.map(
      broker => new LengthSampler(broker, broker.keys),
    );
    this.#evals = subject.brokers.map(broker => new EvalMonitor(broker));
  }

  async start(): Promise<void> {
    this.#lengths.forEach(sampler => sampler.start());
    await Promise.all(this.#evals.map(monitor => monitor.start()));
  }

  /** Notes that the ScaledObject is patched; the audit log knows when. */
  changed(change: ObjectChange): void {
    this.#changes.push(change);
  }

  /** Notes what has just happened to the broker that ends and hangs. */
  happened(event: BrokerEvent): void {
    this.#brokerEvents.push({ at: Date.now(), event });
  }

  /** Ends the recording and returns it. */
  async stop(): Promise<Recording> {
    const endedAt = Date.now();
    this.#lengths.forEach(sampler => sampler.stop());
    this.#evals.forEach(monitor => monitor.stop());
    const { auditLog, brokers, name, namespace } = this.subject;
    const trail = await readAuditTrail(auditLog, namespace, name);
    const seconds = (at: number) =>
      Math.max(0, Math.round(at - trail.createdAt) / 1000);
    return {
      types: Object.fromEntries(
        brokers
          .flatMap(({ keys }) => Object.entries(keys))
          .filter(([, type]) => type !== 'list'),
      ),
      curve: [
        ...this.#lengths.flatMap(({ changes }) => changes),
        ...this.#changes.map((change, i) => ({
          at: trail.changes[i],
          ...change,
        })),
      ]
        .sort((a, b) => a.at - b.at)
        .map(({ at, ...change }) => ({ t: seconds(at), ...change })),
      redisEvents: this.#brokerEvents.map(({ at, event }) => [
        seconds(at),
        event,
      ]),
      duration: seconds(endedAt),
      clockOffset: 0,
      polls: this.#polls(trail).map(seconds),
      hpaSyncs: passes(trail.reads.filter(read => read.succeeded)).map(seconds),
      scaleWrites: trail.writes.map(({ at, by, replicas }) => ({
        t: seconds(at),
        by,
        replicas,
      })),
      hpaReadsFailed: passes(trail.reads.filter(read => !read.succeeded)).map(
        seconds,
      ),
    };
  }

  /** When KEDA itself looked: all counts of the first key but the HPA's. */
  #polls({ createdAt, reads }: AuditTrail): number[] {
    const { firstKey } = this.subject;
    const counts = this.#evals
      .flatMap(({ evals }) => evals.get(firstKey) ?? [])
      .filter(at => at >= createdAt);
    for (const { metric, from, to } of reads) {
      if (/^(s0-|composite-metric$)/.test(metric)) {
        const index = counts.findIndex(at => at >= from && at <= to);
        if (index >= 0) {
          counts.splice(index, 1);
        }
      }
    }
    return counts;
  }
}

/** When the HPA's passes read their first metric. */
function passes(reads: readonly MetricRead[]): number[] {
  const starts: number[] = [];
  for (const { from } of reads) {
    if (starts.length === 0 || from - starts[starts.length - 1] > PASS_MS) {
      starts.push(from);
    }
  }
  return starts;
}

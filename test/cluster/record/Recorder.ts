import { AuditTrail, MetricRead, readAuditTrail } from './auditLog';
import { EvalMonitor } from './EvalMonitor';
import { LengthSampler } from './LengthSampler';

/** Reads of one HPA pass lie closer together than two passes. */
const PASS_MS = 5000;

/** What is recorded. */
export interface Subject {
  /** The API server's audit log. */
  auditLog: string;
  namespace: string;
  /** The name of the ScaledObject and of its Deployment. */
  name: string;
  broker: { host: string; port: number };
  /** The triggers' keys in order, each with its type. */
  keys: Readonly<Record<string, 'list' | 'hash'>>;
}

/** Annotations that are set, or taken away with null. */
export type Annotations = Record<string, string | null>;

/** A recording in the format of `test/vectors`; times in seconds. */
export interface Recording {
  types: Record<string, string>;
  curve: Array<
    | { t: number; key: string; length: number }
    | { t: number; annotations: Annotations }
  >;
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
  readonly #lengths: LengthSampler;
  readonly #evals: EvalMonitor;
  readonly #annotated: Array<{ at: number; annotations: Annotations }> = [];

  constructor(private readonly subject: Subject) {
    this.#lengths = new LengthSampler(subject.broker, subject.keys);
    this.#evals = new EvalMonitor(subject.broker);
  }

  async start(): Promise<void> {
    this.#lengths.start();
    await this.#evals.start();
  }

  /** Notes that the ScaledObject has just been given annotations. */
  annotated(annotations: Annotations): void {
    this.#annotated.push({ at: Date.now(), annotations });
  }

  /** Ends the recording and returns it. */
  async stop(): Promise<Recording> {
    const endedAt = Date.now();
    this.#lengths.stop();
    this.#evals.stop();
    const { auditLog, keys, name, namespace } = this.subject;
    const trail = await readAuditTrail(auditLog, namespace, name);
    const seconds = (at: number) =>
      Math.max(0, Math.round(at - trail.createdAt) / 1000);
    return {
      types: Object.fromEntries(
        Object.entries(keys).filter(([, type]) => type !== 'list'),
      ),
      curve: [...this.#lengths.changes, ...this.#annotated]
        .sort((a, b) => a.at - b.at)
        .map(({ at, ...change }) => ({ t: seconds(at), ...change })),
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
    const [firstKey] = Object.keys(this.subject.keys);
    const counts = (this.#evals.evals.get(firstKey) ?? []).filter(
      at => at >= createdAt,
    );
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

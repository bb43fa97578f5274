import type { ScalingNumbers } from '../../plan/plan';
import { scaledObjectOf } from '../../plan/scaledObjectOf';
import { Workload, WorkloadInput, workloadSchema } from '../../plan/workload';
import { externalMetrics } from '../externalMetrics';
import { HPA_SYNC_PERIOD, hpaReadsMetrics, hpaSync } from '../hpa';
import { HpaSpec, hpaSpecOf } from '../hpaSpec';
import { HpaState, initialHpaState } from '../hpaState';
import { kedaPoll } from '../keda';
import { initialKedaState, KedaState, TriggerReading } from '../kedaState';
import type { ScaledObjectSpec } from '../scaledObject';
import { TriggerMetric, triggerMetricsOf } from '../triggers';
import { MAX_TASKS, tasksOf } from './arrivals';
import { Fleet, FleetOptions, NodeOptions } from './fleet';
import { Random } from './random';
import { Task, taskOf } from './task';
import { Timeline } from './timeline';
import type {
  SimulatedDecision,
  Simulation,
  SimulationOptions,
  SimulationSample,
} from './simulation';
import { totalsOf } from './totals';

/** Longest simulation, seconds. */
const MAX_SECONDS = 7 * 86_400;
/** Most events of one simulation; some seconds of work. */
const MAX_EVENTS = 5_000_000;
/** Samples are a second apart until then, seconds. */
const DENSE_SECONDS = 180;
/** A ScaledObject that was made long before the load begins, seconds. */
const CREATED = -86_400;

const UNACKED = 'unacked';
const RUNNING = 'running';

/** What comes first of things that happen at the same time, after arrivals. */
const RANK = { crash: 1, poll: 2, pass: 3, sample: 4 };

class Run {
  readonly #timeline = new Timeline();
  readonly #fleet: Fleet;
  readonly #tasks: readonly Task[];
  readonly #plan: ScalingNumbers;
  readonly #spec: ScaledObjectSpec;
  readonly #triggers: readonly TriggerMetric[];
  readonly #hpaSpec: HpaSpec;
  readonly #seconds: number;
  readonly #untilIdle: boolean;
  readonly #samples: SimulationSample[] = [];
  readonly #decisions: SimulatedDecision[] = [];
  #keda: KedaState = initialKedaState(CREATED);
  #hpa: HpaState = initialHpaState();
  #replicas: number;
  #arrived = 0;
  #flaps = 0;
  #lastWasDown = false;
  #idle = false;

  constructor(
    plan: ScalingNumbers,
    workload: Workload,
    options: SimulationOptions,
  ) {
    const { prioritySteps = 1, seed = 1, untilIdle = true } = options;
    this.#seconds = Math.min(options.seconds ?? 3600, MAX_SECONDS);
    this.#untilIdle = untilIdle;
    this.#plan = plan;
    this.#tasks = tasksFor(workload, options, this.#seconds);
    this.#spec = scaledObjectOf(plan, {
      waiting: Array.from({ length: prioritySteps }, (_, step) => `${step}`),
      unacked: UNACKED,
      running: RUNNING,
    });
    this.#triggers = triggerMetricsOf(this.#spec);
    this.#hpaSpec = hpaSpecOf(this.#spec, { name: 'simulated' })!;
    this.#fleet = new Fleet(
      fleetOptionsOf(plan, workload, options.nodes),
      this.#timeline,
      prioritySteps,
    );
    this.#replicas = plan.minReplicas;
    this.#fleet.startWarm(this.#replicas, 0);
    this.#scheduleAll(options, new Random(seed));
  }

  result(): Simulation {
    let events = 0;
    let now = 0;
    while (events < MAX_EVENTS && !this.#idle) {
      const arrival = this.#nextArrival;
      const next = Math.min(arrival, this.#timeline.nextAt);
      if (next > this.#seconds) {
        break;
      }
      now = next;
      if (arrival <= now) {
        this.#fleet.publish(this.#tasks[this.#arrived++], now);
      } else {
        this.#timeline.runNext();
      }
      events++;
    }
    const { queue, unacked, consuming } = this.#fleet;
    return {
      seconds: this.#idle ? now : this.#seconds,
      complete: events < MAX_EVENTS && this.#tasks.length < MAX_TASKS,
      samples: this.#samples,
      decisions: this.#decisions,
      totals: totalsOf({
        tasks: this.#tasks.slice(0, this.#arrived),
        workers: this.#fleet.workers,
        waiting: queue.length,
        unacked: unacked.size,
        stranded: consuming > 0 || this.#replicas > 0 ? 0 : unacked.size,
        flaps: this.#flaps,
        end: now,
      }),
    };
  }

  #scheduleAll(options: SimulationOptions, random: Random): void {
    const { pollingSeconds } = this.#plan;
    const {
      crashes = [],
      phases = {
        poll: random.next() * pollingSeconds,
        hpa: random.next() * HPA_SYNC_PERIOD,
      },
      sampleSeconds,
    } = options;
    for (const { at, pods } of crashes) {
      this.#timeline.add(at, RANK.crash, this.#crash, pods);
    }
    const interval = () => Math.max(pollingSeconds, 1);
    const period = () => HPA_SYNC_PERIOD;
    this.#every(phases.poll, RANK.poll, interval, at => this.#poll(at));
    this.#every(phases.hpa, RANK.pass, period, at => this.#pass(at));
    const apart = (at: number) =>
      Math.max(sampleSeconds ?? at / DENSE_SECONDS, 1);
    this.#every(0, RANK.sample, apart, at => this.#sample(at));
  }

  #every(
    first: number,
    rank: number,
    apart: (at: number) => number,
    action: (at: number) => void,
  ): void {
    const again = (_: undefined, at: number) => {
      action(at);
      this.#timeline.add(at + apart(at), rank, again, undefined);
    };
    this.#timeline.add(first, rank, again, undefined);
  }

  get #nextArrival(): number {
    return this.#tasks[this.#arrived]?.publishedAt ?? Infinity;
  }

  readonly #crash = (pods: number, now: number): void =>
    this.#fleet.crash(pods, now);

  #poll(at: number): void {
    const { state, replicas, active, decision } = kedaPoll({
      spec: this.#spec,
      state: this.#keda,
      replicas: this.#replicas,
      readings: this.#readings(),
      now: at,
    });
    this.#keda = state;
    this.#scale(at, replicas, decision);
    this.#idle = this.#untilIdle && !active && this.#isDone();
  }

  #pass(at: number): void {
    const replicas = this.#replicas;
    const counts = { replicas, readyReplicas: this.#fleet.consuming };
    const { state, metrics } = hpaReadsMetrics(this.#hpaSpec, replicas)
      ? externalMetrics({
          spec: this.#spec,
          state: this.#keda,
          readings: this.#readings(),
          ...counts,
        })
      : { state: this.#keda, metrics: {} };
    this.#keda = state;
    const synced = hpaSync({
      spec: this.#hpaSpec,
      state: this.#hpa,
      specReplicas: replicas,
      statusReplicas: replicas,
      readyReplicas: counts.readyReplicas,
      metrics,
      now: at,
    });
    this.#hpa = synced.state;
    this.#scale(at, synced.replicas, synced.decision);
  }

  #readings(): TriggerReading[] {
    const { queue, unacked } = this.#fleet;
    return this.#triggers.map(({ key }) => {
      switch (key) {
        case UNACKED:
          return { value: unacked.size };
        case RUNNING:
          return { value: this.#fleet.reportedRunning };
        default:
          return { value: queue.lengthOf(Number(key)) };
      }
    });
  }

  #scale(
    at: number,
    replicas: number | undefined,
    decision: SimulatedDecision['decision'],
  ): void {
    if (replicas === undefined) {
      return;
    }
    const { queue, unacked } = this.#fleet;
    this.#decisions.push({
      decision,
      waiting: queue.length,
      inFlight: unacked.size,
    });
    const isDown = replicas < this.#replicas;
    if (!isDown && this.#lastWasDown) {
      this.#flaps++;
    }
    this.#lastWasDown = isDown;
    this.#replicas = replicas;
    this.#fleet.scaleTo(replicas, at);
  }

  #sample(at: number): void {
    const fleet = this.#fleet;
    this.#samples.push({
      seconds: at,
      waiting: fleet.queue.length,
      inFlight: fleet.unacked.size,
      running: fleet.running,
      oldestAgeSeconds: fleet.queue.oldestAge(at) ?? null,
      wanted: this.#replicas,
      workers: fleet.consuming,
    });
  }

  /** Nothing that is left could make anything happen. */
  #isDone(): boolean {
    const { queue, unacked, present } = this.#fleet;
    const { minReplicas } = this.#plan;
    return (
      this.#arrived === this.#tasks.length &&
      queue.length === 0 &&
      (unacked.size === 0 || minReplicas === 0) &&
      this.#replicas === minReplicas &&
      present === minReplicas
    );
  }
}

function tasksFor(
  workload: Workload,
  { arrivals, seed = 1, burstAt = 0, taskTimes = 'spread' }: SimulationOptions,
  seconds: number,
): readonly Task[] {
  return arrivals
    ? [...arrivals]
        .sort((a, b) => a.at - b.at)
        .slice(0, MAX_TASKS)
        .map(task =>
          taskOf(task.at, task.seconds, task.delaySeconds, task.step),
        )
    : tasksOf(workload, { seed, seconds, burstAt, taskTimes });
}

function fleetOptionsOf(
  plan: ScalingNumbers,
  { coldStartSeconds }: Workload,
  nodes: NodeOptions | undefined,
): FleetOptions {
  return {
    concurrency: plan.concurrency,
    prefetchMultiplier: plan.prefetchMultiplier,
    disablePrefetch: plan.disablePrefetch,
    giveBack: plan.strategy === 'running-set',
    coldStartSeconds,
    graceSeconds: plan.graceSeconds,
    timeLimitSeconds: plan.softTimeLimitSeconds,
    visibilityTimeoutSeconds: plan.visibilityTimeoutSeconds,
    restoreIntervalSeconds: plan.restoreIntervalSeconds,
    ...(nodes ? { nodes } : {}),
  };
}

/**
 * Lets a plan scale a fleet of Celery workers under a load, with the same
 * steps of KEDA and the HPA as everywhere, second by second or faster. The
 * same input gives the same result; it ends within a bound whatever it is
 * given.
 *
 * @throws ZodError for a workload that is wrong, see {@link workloadSchema}
 * @public
 */
export function simulate(
  plan: ScalingNumbers,
  workload: WorkloadInput,
  options: SimulationOptions = {},
): Simulation {
  return new Run(plan, workloadSchema.parse(workload), options).result();
}

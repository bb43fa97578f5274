import {
  checkScaledObject,
  DEFAULT_POLLING_INTERVAL,
  externalMetrics,
  HPA_SYNC_PERIOD,
  hpaReadsMetrics,
  HpaSpec,
  hpaSpecOf,
  hpaSync,
  HpaState,
  initialHpaState,
  initialKedaState,
  kedaPoll,
  KedaState,
  pausingOf,
  restartedKedaState,
  ScaledObjectSpec,
  triggerMetricsOf,
  TriggerReading,
} from '@celery-keda/backstage-plugin-celery-common';
import { Agenda } from './agenda';
import {
  recordedPasses,
  recordedPolls,
  stepsBeforePolls,
  Tick,
} from './clocks';
import { DeadReads } from './deadReads';
import { mergePatch } from './mergePatch';
import { Redis } from './redis';
import { Scenario, Step } from './scenario';

/** A write of the number of replicas. */
export interface Write {
  t: number;
  by: 'keda' | 'hpa';
  replicas: number;
}

/** What comes first of things that happen at the same time. */
const ORDER = { event: 0, step: 1, write: 2, poll: 3, pass: 4 };

/**
 * KEDA keeps times in whole seconds of a clock that some recordings do not
 * show. Half a second past one is what their jitter changes least.
 */
const UNKNOWN_CLOCK_OFFSET = 0.5;

/** The metrics adapter waits so long for an answer, seconds. */
const HUNG_READ = 3;

class Replay {
  readonly #agenda = new Agenda();
  readonly #redis: Redis;
  readonly #writes: Write[] = [];
  #deadReads = new DeadReads();
  readonly #clockOffset: number;
  #replicas: number;
  #spec: ScaledObjectSpec;
  #annotations: Readonly<Record<string, string>>;
  #keda: KedaState;
  #hpa: { spec: HpaSpec; state: HpaState } | undefined;
  /** What runs by an older clock has been replaced. */
  #pollClock = {};
  #passClock = {};

  constructor(private readonly scenario: Scenario) {
    this.#redis = new Redis(scenario);
    this.#replicas = scenario.replicas;
    this.#spec = scenario.spec;
    this.#annotations = scenario.annotations;
    this.#clockOffset =
      scenario.clockOffset ?? (scenario.polls ? UNKNOWN_CLOCK_OFFSET : 0);
    this.#keda = initialKedaState(this.#clockOffset);
  }

  run(): readonly Write[] {
    const { redisEvents, polls, hpaSyncs, phases, duration } = this.scenario;
    for (const { at, what } of redisEvents) {
      this.#agenda.add(at, ORDER.event, () => this.#redis.happen(what));
    }
    for (const step of stepsBeforePolls(this.scenario)) {
      this.#agenda.add(step.at, ORDER.step, () => this.#step(step));
    }
    for (const tick of recordedPolls(this.scenario, polls ?? [])) {
      this.#agenda.add(tick.at, ORDER.poll, () => this.#recordedPoll(tick));
    }
    if (hpaSyncs) {
      for (const tick of recordedPasses(this.scenario, hpaSyncs)) {
        this.#agenda.add(tick.at, ORDER.pass, () => this.#recordedPass(tick));
      }
    }
    this.#reconcile(0, phases.poll, phases.hpa);
    this.#agenda.runUntil(duration);
    return this.#writes;
  }

  #step({ at, key, length, annotations, spec }: Step) {
    if (key !== undefined && length !== undefined) {
      this.#redis.setLength(key, length);
    }
    if (annotations) {
      const wasPaused = pausingOf(this.#annotations).paused;
      this.#annotations = mergePatch(this.#annotations, annotations) as Record<
        string,
        string
      >;
      this.#reconcile(at, wasPaused ? at : undefined, at + HPA_SYNC_PERIOD);
    }
    if (spec) {
      this.#spec = mergePatch(this.#spec, spec) as ScaledObjectSpec;
      checkScaledObject(this.#spec);
      this.#keda = restartedKedaState(this.#keda);
      this.#reconcile(at, at, at + HPA_SYNC_PERIOD);
    }
  }

  /**
   * What KEDA does when the ScaledObject was made or changed: it makes, changes
   * or deletes the HPA, and starts its loop anew if it has to.
   */
  #reconcile(at: number, firstPoll: number | undefined, firstPass: number) {
    const spec = hpaSpecOf(this.#spec, {
      name: this.scenario.name,
      annotations: this.#annotations,
    });
    if (!spec) {
      this.#hpa = undefined;
      this.#pollClock = {};
      this.#poll(at);
      return;
    }
    if (firstPoll !== undefined) {
      this.#startPolling(firstPoll);
    }
    if (!this.#hpa) {
      this.#startPassing(firstPass);
    }
    this.#hpa = { state: initialHpaState(), ...this.#hpa, spec };
  }

  #startPolling(first: number) {
    const clock = {};
    this.#pollClock = clock;
    const interval = this.#spec.pollingInterval ?? DEFAULT_POLLING_INTERVAL;
    const poll = (at: number) => {
      if (clock === this.#pollClock) {
        this.#poll(at);
        this.#agenda.add(at + interval, ORDER.poll, poll);
      }
    };
    if (!this.scenario.polls) {
      this.#agenda.add(first, ORDER.poll, poll);
    }
  }

  #startPassing(first: number) {
    const clock = {};
    this.#passClock = clock;
    const pass = (at: number) => {
      if (clock === this.#passClock) {
        this.#pass(at);
        this.#agenda.add(at + HPA_SYNC_PERIOD, ORDER.pass, pass);
      }
    };
    if (!this.scenario.hpaSyncs) {
      this.#agenda.add(first, ORDER.pass, pass);
    }
  }

  #recordedPoll({ at, recorded }: Tick) {
    if (recorded || this.#readings().some(failed)) {
      this.#poll(at);
    }
  }

  #recordedPass({ at, recorded }: Tick) {
    const spec = this.#hpa?.spec;
    if (recorded || (spec && !hpaReadsMetrics(spec, this.#replicas))) {
      this.#pass(at);
    }
  }

  #poll(at: number) {
    const readings = this.#readings();
    const delay = this.#delayOf(readings, at);
    const { state, replicas, decision } = kedaPoll({
      spec: this.#spec,
      annotations: this.#annotations,
      state: this.#keda,
      replicas: this.#replicas,
      readings,
      now: at + this.#clockOffset,
    });
    this.#keda = state;
    const paused = decision.reason.code === 'paused';
    this.#write(paused ? at : at + delay, 'keda', replicas);
  }

  #pass(at: number) {
    if (!this.#hpa) {
      return;
    }
    const { spec, state } = this.#hpa;
    const readings = this.#readings();
    const reads = hpaReadsMetrics(spec, this.#replicas);
    const delay = reads ? this.#delayOf(readings, at) : 0;
    const late = this.#redis.answersWithin(at, delay);
    if (late !== undefined) {
      this.#agenda.add(late, ORDER.pass, () => this.#pass(late));
      return;
    }
    const read = reads
      ? externalMetrics({
          spec: this.#spec,
          state: this.#keda,
          readings,
          replicas: this.#replicas,
          readyReplicas: 0,
        })
      : { state: this.#keda, metrics: {} };
    this.#keda = read.state;
    const synced = hpaSync({
      spec,
      state,
      specReplicas: this.#replicas,
      statusReplicas: this.#replicas,
      readyReplicas: 0,
      metrics: read.metrics,
      now: at + this.#clockOffset,
    });
    this.#hpa = { spec, state: synced.state };
    this.#write(at + delay, 'hpa', synced.replicas);
  }

  #readings(): readonly TriggerReading[] {
    return triggerMetricsOf(this.#spec).map(trigger =>
      this.#redis.read(trigger),
    );
  }

  #delayOf(readings: readonly TriggerReading[], at: number): number {
    if (this.#redis.isHung) {
      return HUNG_READ;
    }
    if (readings.some(reading => failed(reading) && !reading.reachable)) {
      return this.#deadReads.take(at, this.#keda.scalersBuilt);
    }
    this.#deadReads = new DeadReads();
    return 0;
  }

  #write(t: number, by: Write['by'], replicas: number | undefined) {
    if (replicas !== undefined) {
      this.#agenda.add(t, ORDER.write, () => {
        this.#replicas = replicas;
        this.#writes.push({ t: Math.round(t * 1000) / 1000, by, replicas });
      });
    }
  }
}

/**
 * Replays a scenario in a closed loop: the replicas are the model's own; only
 * what happens, and when the controllers look, comes from the scenario.
 */
export function replay(scenario: Scenario): readonly Write[] {
  return new Replay(scenario).run();
}

function failed(
  reading: TriggerReading,
): reading is Extract<TriggerReading, { error: string }> {
  return 'error' in reading;
}

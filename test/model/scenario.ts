import { readFileSync } from 'node:fs';
import {
  checkScaledObject,
  ScaledObjectSpec,
} from '@celery-keda/backstage-plugin-celery-common';

/** A change of the world or of the ScaledObject; see `../vectors/README.md`. */
export interface Step {
  /** Seconds after the ScaledObject was created. */
  at: number;
  key?: string;
  length?: number;
  /** A merge patch: `null` removes. */
  annotations?: Readonly<Record<string, string | null>>;
  /** A merge patch: `null` removes. */
  spec?: object;
}

/** A scenario to replay: what happened, and when the controllers looked. */
export interface Scenario {
  name: string;
  spec: ScaledObjectSpec;
  annotations: Readonly<Record<string, string>>;
  /** Of the Deployment when the ScaledObject is made. */
  replicas: number;
  keyPrefix: string;
  types: Readonly<Record<string, string>>;
  steps: readonly Step[];
  redisEvents: ReadonlyArray<{
    at: number;
    what: 'down' | 'up' | 'hung' | 'goes-on';
  }>;
  /** Keys on the Redis that the events are about; absent: all. */
  keysOnStoppedRedis?: readonly string[];
  duration: number;
  /** When recorded: how far into a second of KEDA's clock its time 0 is, seconds. */
  clockOffset?: number;
  polls?: readonly number[];
  hpaSyncs?: readonly number[];
  phases: { poll: number; hpa: number };
}

/** A Deployment that does not say `replicas` starts with one. */
const FRESH_REPLICAS = 1;
/** A scenario without a duration ends this long after its last step, seconds. */
const AFTER_LAST_STEP = 600;
/** What was recorded of fresh ScaledObjects, seconds after creation. */
const FIRST_POLL = 0.05;
const FIRST_PASS = 15.05;
/** Longer scenarios would not be what anybody meant, seconds. */
const LONGEST = 7 * 86_400;

/** What is wrong with a scenario, in one line. */
export class ScenarioError extends Error {}

/** Reads a scenario from a file. */
export function readScenario(file: string): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ScenarioError(`${file} cannot be read`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ScenarioError(`${file} is not JSON`);
  }
  return parseScenario(json);
}

/** Checks a scenario and brings it into one shape. */
export function parseScenario(json: unknown): Scenario {
  const file = object(json, 'the scenario');
  const spec = object(file.scaledObjectSpec, 'scaledObjectSpec');
  checkScaledObject(spec as unknown as ScaledObjectSpec);
  const curve = list(file.curve, 'curve').map((step, i) =>
    object(step, `curve[${i}]`),
  );
  const events = list(file.redisEvents ?? [], 'redisEvents').map(redisEvent);
  const steps = curve.map(curveStep).sort((a, b) => a.at - b.at);
  const phases = object(file.phases ?? {}, 'phases');
  return {
    name: file.scenario === undefined ? '' : String(file.scenario),
    spec: spec as unknown as ScaledObjectSpec,
    annotations: object(file.annotations ?? {}, 'annotations') as Record<
      string,
      string
    >,
    replicas: count(file.replicas ?? FRESH_REPLICAS, 'replicas'),
    keyPrefix: String(file.keyPrefix ?? ''),
    types: object(file.types ?? {}, 'types') as Record<string, string>,
    steps,
    redisEvents: events.length ? events : curve.flatMap(redisStep),
    ...(file.keysOnStoppedRedis === undefined
      ? {}
      : {
          keysOnStoppedRedis: list(
            file.keysOnStoppedRedis,
            'keysOnStoppedRedis',
          ).map(String),
        }),
    duration:
      file.duration === undefined
        ? (steps[steps.length - 1]?.at ?? 0) + AFTER_LAST_STEP
        : time(file.duration, 'duration'),
    ...(file.clockOffset === undefined
      ? {}
      : { clockOffset: time(file.clockOffset, 'clockOffset') }),
    ...times(file.polls, 'polls'),
    ...times(file.hpaSyncs, 'hpaSyncs'),
    phases: {
      poll: time(phases.poll ?? FIRST_POLL, 'phases.poll'),
      hpa: time(phases.hpa ?? FIRST_PASS, 'phases.hpa'),
    },
  };
}

function curveStep(step: Record<string, unknown>, i: number): Step {
  const path = `curve[${i}]`;
  const at = time(step.applied ?? step.t, `${path}.t`);
  if (step.key !== undefined) {
    return {
      at,
      key: String(step.key),
      length: count(step.length, `${path}.length`),
    };
  }
  return {
    at,
    ...(step.annotations === undefined
      ? {}
      : {
          annotations: object(
            step.annotations,
            `${path}.annotations`,
          ) as Step['annotations'],
        }),
    ...(step.spec === undefined
      ? {}
      : { spec: object(step.spec, `${path}.spec`) }),
  };
}

const REDIS_EVENTS = new Map<unknown, Scenario['redisEvents'][number]['what']>([
  [0, 'down'],
  [1, 'up'],
  ['stop', 'hung'],
  ['cont', 'goes-on'],
]);

function redisEvent(
  entry: unknown,
  i: number,
): Scenario['redisEvents'][number] {
  const path = `redisEvents[${i}]`;
  const [at, what] = list(entry, path);
  return { at: time(at, `${path}[0]`), what: redisState(what, `${path}[1]`) };
}

function redisStep(
  step: Record<string, unknown>,
  i: number,
): Scenario['redisEvents'][number][] {
  const path = `curve[${i}]`;
  return step.redis === undefined
    ? []
    : [
        {
          at: time(step.applied ?? step.t, `${path}.t`),
          what: redisState(step.redis, `${path}.redis`),
        },
      ];
}

function redisState(value: unknown, path: string) {
  const state = REDIS_EVENTS.get(value);
  if (!state) {
    throw new ScenarioError(`${path} must be 0, 1, "stop" or "cont"`);
  }
  return state;
}

function times<K extends string>(
  value: unknown,
  name: K,
): { [P in K]?: readonly number[] } {
  const read: { [P in K]?: readonly number[] } = {};
  if (value !== undefined) {
    read[name] = list(value, name).map((each, i) =>
      time(each, `${name}[${i}]`),
    );
  }
  return read;
}

function time(value: unknown, path: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= LONGEST)) {
    throw new ScenarioError(
      `${path} must be a time in seconds, from 0 to ${LONGEST}`,
    );
  }
  return value;
}

function count(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new ScenarioError(`${path} must be a whole number, 0 or more`);
  }
  return value;
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ScenarioError(`${path} must be an object`);
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new ScenarioError(`${path} must be a list`);
  }
  return value;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type KeyType = 'list' | 'hash';

/** A broker ends (0), is back without its data (1), hangs, goes on. */
export type BrokerEvent = 0 | 1 | 'stop' | 'cont';

/** One thing that happens at a time after the ScaledObject was created. */
export interface ScriptStep {
  /** Seconds. */
  t: number;
  key?: string;
  length?: number;
  annotations?: Record<string, string | null>;
  /** A merge patch of the ScaledObject. */
  spec?: { triggers?: Trigger[]; [field: string]: unknown };
  /** Something happens to the broker of `keysOnStoppedRedis`. */
  redis?: BrokerEvent;
}

export interface Trigger {
  metadata: Record<string, string>;
}

/** A recording of `test/vectors`, as what is to be done once more. */
export interface Script {
  scenario: string;
  about: string;
  scaledObjectSpec: {
    triggers: Trigger[];
    scaleTargetRef: { name: string };
    [field: string]: unknown;
  };
  keyPrefix: string;
  types: Record<string, KeyType>;
  /** Keys that have a broker of their own, to which `redis` steps happen. */
  keysOnStoppedRedis?: string[];
  curve: ScriptStep[];
  duration: number;
}

/** The scenarios that are recorded anew, unless others are named. */
export const SCENARIOS = [
  'initial-cooldown',
  'priorities',
  'paused',
  'seed-burst',
  'ramp',
  'keep-alive',
] as const;

const VECTORS = join(__dirname, '../../vectors');

/** Reads a recording of `test/vectors`, or any other file, as a script. */
export async function readScript(scenario: string): Promise<Script> {
  const file = scenario.endsWith('.json')
    ? scenario
    : join(VECTORS, `${scenario}.json`);
  const {
    curve,
    redisEvents = [],
    ...script
  }: Script & { redisEvents?: Array<[number, BrokerEvent]> } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  const events = redisEvents.map(([t, redis]) => ({ t, redis }));
  const steps = events.length > 0 ? curve.filter(isNoEvent) : curve;
  return {
    ...script,
    types: script.types ?? {},
    curve: [...steps, ...events].sort((a, b) => a.t - b.t),
  };
}

function isNoEvent({ redis }: ScriptStep): boolean {
  return redis === undefined;
}

/** The keys that a script's triggers count, each with its type. */
export function keysOf({
  keyPrefix,
  scaledObjectSpec,
  types,
}: Script): Record<string, KeyType> {
  return Object.fromEntries(
    scaledObjectSpec.triggers.map(({ metadata: { listName } }) => [
      listName,
      types[listName.slice(keyPrefix.length)] ?? 'list',
    ]),
  );
}

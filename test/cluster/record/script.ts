import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type KeyType = 'list' | 'hash';

/** One thing that happens at a time after the ScaledObject was created. */
export interface ScriptStep {
  /** Seconds. */
  t: number;
  key?: string;
  length?: number;
  annotations?: Record<string, string | null>;
}

interface Trigger {
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

/** Reads a recording as a script. */
export async function readScript(scenario: string): Promise<Script> {
  const text = await readFile(join(VECTORS, `${scenario}.json`), 'utf8');
  return { types: {}, ...JSON.parse(text) };
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

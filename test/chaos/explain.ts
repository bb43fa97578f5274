import { Run } from './Ledger';
import { HarmName } from './harms';

/** Something that happened to the workers, or to a task. */
export interface Incident {
  /** `scaledIn`: a pod was told to end, and not by us. `sentAgain`: by the outbox. */
  kind: HarmName | 'scaledIn' | 'sentAgain';
  /** Milliseconds since 1970. */
  at: number;
  /** The pod that it happened to; without one, it happened to all. */
  pod?: string;
  process?: number;
  orders?: number[];
}

/** A task that ran once more than it would have. */
export interface Rerun {
  before: Run;
  again: Run;
  /** Why; missing if nothing that happened explains it. */
  because?: Incident;
}

/**
 * For how long a worker may not know yet that the network forgot its
 * connections, and may have its tasks taken away, milliseconds.
 */
const UNNOTICED_MS = 60_000;

/** Every run of a task but its first, with what happened to the run before. */
export function reruns(
  runs: readonly Run[],
  incidents: readonly Incident[],
): Rerun[] {
  const last = new Map<number, Run>();
  return runs.flatMap(again => {
    const before = last.get(again.order);
    last.set(again.order, again);
    if (!before) {
      return [];
    }
    // What is certain first: a cut connection may have harmed any task.
    const because = [...incidents]
      .sort((a, b) => Number(b.pod !== undefined) - Number(a.pod !== undefined))
      .find(({ at, ...what }) => at <= again.began && harms(what, at, before));
    return [{ before, again, because }];
  });
}

function harms(
  { pod, process, orders }: Omit<Incident, 'at'>,
  at: number,
  run: Run,
): boolean {
  if (orders) {
    return orders.includes(run.order);
  }
  if (process !== undefined) {
    return process === run.process && pod === run.pod && at >= run.began;
  }
  return pod === undefined ? at >= run.began - UNNOTICED_MS : pod === run.pod;
}

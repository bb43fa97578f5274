/**
 * One task of a simulated load.
 *
 * @public
 */
export interface TaskArrival {
  /** When its message is published, seconds. */
  at: number;
  /** How long it runs, seconds. */
  seconds: number;
  /** The position of its priority step; 0, the first served, by default. */
  step?: number;
  /** Its countdown, seconds: it must not start earlier. */
  delaySeconds?: number;
}

/** A task and what became of it. */
export interface Task {
  readonly publishedAt: number;
  /** From when on it may start. */
  readonly dueAt: number;
  readonly seconds: number;
  readonly step: number;
  starts: number;
  firstStartAt: number | undefined;
  endAt: number | undefined;
  /** Ended by its time limit. */
  timedOut: boolean;
  /** Executions that were cut. */
  cuts: number;
  /** Executions that ended. */
  ends: number;
}

export function taskOf(
  publishedAt: number,
  seconds: number,
  delaySeconds: number = 0,
  step: number = 0,
): Task {
  return {
    publishedAt,
    dueAt: publishedAt + delaySeconds,
    seconds,
    step,
    starts: 0,
    firstStartAt: undefined,
    endAt: undefined,
    timedOut: false,
    cuts: 0,
    ends: 0,
  };
}

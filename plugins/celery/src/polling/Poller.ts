/**
 * What a {@link Poller} knows at one moment.
 */
export interface PollerState<T> {
  /** The last value that arrived; an error does not take it away. */
  readonly value?: T;
  /** When `value` arrived, in milliseconds since the epoch. */
  readonly valueAt?: number;
  /** Why the last attempt failed; absent when it did not. */
  readonly error?: Error;
  /** Whether an attempt is under way. */
  readonly inFlight: boolean;
  /** Whether somebody paused it. */
  readonly paused: boolean;
  /** When the next attempt is due, in milliseconds since the epoch. */
  readonly nextAt?: number;
}

/** The parts of a page that a {@link Poller} watches. */
export type VisibilitySource = Pick<
  Document,
  'visibilityState' | 'addEventListener' | 'removeEventListener'
>;

/**
 * Loads a value again and again, for one page.
 *
 * One attempt at a time; none while the page is hidden and one at once when
 * it is seen again after the interval; none while paused. An attempt that
 * fails keeps the last value.
 */
export class Poller<T> {
  readonly #load: (signal: AbortSignal) => Promise<T>;
  readonly #intervalOf: (value: T | undefined) => number;
  readonly #page: VisibilitySource;
  readonly #listeners = new Set<() => void>();
  #state: PollerState<T> = { inFlight: false, paused: false };
  #running = false;
  #timer?: ReturnType<typeof setTimeout>;
  #attempt?: AbortController;
  #lastAttemptAt?: number;

  constructor(options: {
    load: (signal: AbortSignal) => Promise<T>;
    /** Milliseconds between two attempts, given the last value. */
    intervalOf: (value: T | undefined) => number;
    page?: VisibilitySource;
  }) {
    this.#load = options.load;
    this.#intervalOf = options.intervalOf;
    this.#page = options.page ?? document;
  }

  readonly getState = (): PollerState<T> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins; the first attempt is made at once if the page is visible. */
  start(): void {
    if (this.#running) {
      return;
    }
    this.#running = true;
    this.#page.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.#schedule();
  }

  /** Ends, and aborts an attempt under way. */
  stop(): void {
    this.#running = false;
    this.#page.removeEventListener(
      'visibilitychange',
      this.#onVisibilityChange,
    );
    this.#clearTimer();
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#update({ inFlight: false, nextAt: undefined });
  }

  /** Makes an attempt now, also while paused, unless one is under way. */
  readonly refresh = (): void => {
    if (this.#running && !this.#attempt) {
      this.#clearTimer();
      this.#run();
    }
  };

  /** Makes no more attempts of its own until resumed. */
  readonly setPaused = (paused: boolean): void => {
    this.#update({ paused });
    this.#schedule();
  };

  readonly #onVisibilityChange = () => this.#schedule();

  #schedule() {
    this.#clearTimer();
    if (
      !this.#running ||
      this.#attempt ||
      this.#state.paused ||
      this.#page.visibilityState === 'hidden'
    ) {
      this.#update({ nextAt: undefined });
      return;
    }
    const now = Date.now();
    const nextAt =
      this.#lastAttemptAt === undefined
        ? now
        : this.#lastAttemptAt + this.#intervalOf(this.#state.value);
    if (nextAt <= now) {
      this.#run();
      return;
    }
    this.#update({ nextAt });
    this.#timer = setTimeout(() => this.#run(), nextAt - now);
  }

  async #run() {
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#update({ inFlight: true, nextAt: undefined });
    let outcome: Partial<PollerState<T>>;
    try {
      const value = await this.#load(attempt.signal);
      outcome = { value, valueAt: Date.now(), error: undefined };
    } catch (error) {
      outcome = {
        error: error instanceof Error ? error : new Error(String(error)),
      };
    }
    if (this.#attempt !== attempt) {
      return;
    }
    this.#attempt = undefined;
    this.#lastAttemptAt = Date.now();
    this.#update({ ...outcome, inFlight: false });
    this.#schedule();
  }

  #clearTimer() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #update(change: Partial<PollerState<T>>) {
    const next = { ...this.#state, ...change };
    const keys = Object.keys(change) as (keyof PollerState<T>)[];
    if (keys.every(key => next[key] === this.#state[key])) {
      return;
    }
    this.#state = next;
    this.#listeners.forEach(listener => listener());
  }
}

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Poller, PollerState } from './Poller';

/** A poller's state, and what a person may do to it. */
export interface Polling<T> extends PollerState<T> {
  refresh: () => void;
  setPaused: (paused: boolean) => void;
}

const nothing = () => new Promise<never>(() => {});

/**
 * Polls while the component is mounted.
 *
 * @param load - loads the value; another function starts anew, from nothing;
 *   without one nothing is loaded
 * @param intervalOf - milliseconds between two attempts, given the last value
 */
export function usePoller<T>(
  load: ((signal: AbortSignal) => Promise<T>) | undefined,
  intervalOf: (value: T | undefined) => number,
): Polling<T> {
  const latestIntervalOf = useRef(intervalOf);
  useEffect(() => {
    latestIntervalOf.current = intervalOf;
  });
  const poller = useMemo(
    () =>
      new Poller({
        load: load ?? nothing,
        intervalOf: value => latestIntervalOf.current(value),
      }),
    [load],
  );
  const idle = load === undefined;
  useEffect(() => {
    if (idle) {
      return undefined;
    }
    poller.start();
    return () => poller.stop();
  }, [poller, idle]);
  const state = useSyncExternalStore(poller.subscribe, poller.getState);
  return useMemo(
    () => ({
      ...state,
      refresh: poller.refresh,
      setPaused: poller.setPaused,
    }),
    [state, poller],
  );
}

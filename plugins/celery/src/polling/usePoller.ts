import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Poller, PollerState } from './Poller';

/** A poller's state, and what a person may do to it. */
export interface Polling<T> extends PollerState<T> {
  refresh: () => void;
  setPaused: (paused: boolean) => void;
}

/**
 * Polls while the component is mounted.
 *
 * @param load - loads the value; another function starts anew, from nothing
 * @param intervalOf - milliseconds between two attempts, given the last value
 */
export function usePoller<T>(
  load: (signal: AbortSignal) => Promise<T>,
  intervalOf: (value: T | undefined) => number,
): Polling<T> {
  const latestIntervalOf = useRef(intervalOf);
  useEffect(() => {
    latestIntervalOf.current = intervalOf;
  });
  const poller = useMemo(
    () =>
      new Poller({
        load,
        intervalOf: value => latestIntervalOf.current(value),
      }),
    [load],
  );
  useEffect(() => {
    poller.start();
    return () => poller.stop();
  }, [poller]);
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

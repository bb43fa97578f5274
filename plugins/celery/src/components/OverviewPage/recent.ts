import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';
import {
  createContext,
  useCallback,
  useContext,
  useSyncExternalStore,
} from 'react';
import { RecentHistories } from '../../overview';

/** How far back the small drawings reach. */
export const RECENT_SECONDS = 15 * 60;
export const RECENT_STEP_SECONDS = 30;

/** Where rows find the histories of their services. */
export const RecentContext = createContext<RecentHistories | undefined>(
  undefined,
);

/** A service's recent history, read as long as somebody looks at it. */
export function useRecentHistory(
  entityRef: string,
): ServiceHistory | undefined {
  const histories = useContext(RecentContext);
  const subscribe = useCallback(
    (listener: () => void) =>
      histories?.watch(entityRef, listener) ?? (() => undefined),
    [histories, entityRef],
  );
  return useSyncExternalStore(subscribe, () => histories?.get(entityRef));
}

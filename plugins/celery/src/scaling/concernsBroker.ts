import { Diagnosis } from '@celery-keda/backstage-plugin-celery-common';

/** Whether a diagnosis says nothing of its queue that is not true of all. */
export function concernsBroker({ state }: Diagnosis): boolean {
  return state === 'broker-stale' || state === 'broker-unreachable';
}

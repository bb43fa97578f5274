import { Entity } from '@backstage/catalog-model';
import {
  CeleryService,
  compareDiagnoses,
  diagnose,
  Diagnosis,
  QueueStatus,
  ServiceStatus,
  UnknownWorkers,
  WorkerGroupReading,
  workerGroupsOf,
} from '@celery-keda/backstage-plugin-celery-common';
import { useMemo } from 'react';
import { Polling } from '../polling';
import { DEFAULT_REFRESH_SECONDS, useServiceStatus } from '../status';
import { useWorkers, WorkersReading } from '../workers';

/** One queue with its workers and what is to be said about them. */
export interface QueueScaling {
  queue: QueueStatus;
  /** Absent until the cluster has answered for the first time. */
  workers?: WorkerGroupReading;
  /** Absent until enough is known for one. */
  diagnosis?: Diagnosis;
}

/** All that a page shows of a service. */
export interface Scaling {
  status: Polling<ServiceStatus>;
  workers: Polling<WorkersReading>;
  /** Worst first; absent until there is a status. */
  queues?: readonly QueueScaling[];
  /** Whether the numbers are not of this moment. */
  old: boolean;
  refreshSeconds: number;
  paused: boolean;
  setPaused: (paused: boolean) => void;
}

/** Reads a service's queues and workers, and diagnoses them. */
export function useScaling(entity: Entity, service: CeleryService): Scaling {
  const status = useServiceStatus(service.entityRef);
  const refreshSeconds =
    status.value?.refreshSeconds ?? DEFAULT_REFRESH_SECONDS;
  const workers = useWorkers(entity, refreshSeconds);

  const queues = useMemo(
    () =>
      status.value &&
      diagnoseAll({
        service,
        status: status.value,
        workers: workers.value,
        now: Math.max(status.valueAt ?? 0, workers.valueAt ?? 0),
      }),
    [service, status.value, status.valueAt, workers.value, workers.valueAt],
  );

  const { setPaused: pauseStatus } = status;
  const { setPaused: pauseWorkers } = workers;
  return {
    status,
    workers,
    queues,
    old: status.error !== undefined || status.value?.broker.state !== 'ok',
    refreshSeconds,
    paused: status.paused,
    setPaused: paused => {
      pauseStatus(paused);
      pauseWorkers(paused);
    },
  };
}

const UNREAD: UnknownWorkers = { unknown: 'failed' };

function diagnoseAll(input: {
  service: CeleryService;
  status: ServiceStatus;
  workers: WorkersReading | undefined;
  now: number;
}): QueueScaling[] {
  const { service, status, workers, now } = input;
  const { broker, observedAt } = status;
  const groups =
    workers && 'objects' in workers
      ? workerGroupsOf({ service, ...workers.objects })
      : undefined;
  const readingOf = (queue: string): WorkerGroupReading => {
    if (workers && 'unknown' in workers) {
      return workers;
    }
    return groups?.find(group => group.queue === queue) ?? UNREAD;
  };
  return status.queues
    .map((queue): QueueScaling => {
      const reading = workers && readingOf(queue.name);
      // A broker that does not answer is news that waits for no cluster.
      if (!reading && broker.state === 'ok') {
        return { queue };
      }
      return {
        queue,
        workers: reading,
        diagnosis: diagnose({
          queue,
          broker,
          observedAt,
          workers: reading ?? UNREAD,
          now,
        }),
      };
    })
    .sort((a, b) =>
      a.diagnosis && b.diagnosis
        ? compareDiagnoses(a.diagnosis, b.diagnosis)
        : 0,
    );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import {
  CeleryService,
  diagnose,
  Diagnosis,
  KOMBU_PRIORITY_STEPS,
  parseCeleryAnnotations,
  UnknownWorkers,
  workerGroupsOf,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { parse } from 'yaml';
import { Cluster } from '../../cluster';
import { KubectlError } from '../../control-plane/kubectl';

const READER = 'system:serviceaccount:backstage:celery-portal-reader';

/** The Celery side of the catalog entity in a generated repository. */
export async function celeryServiceOf(
  repository: string,
): Promise<CeleryService> {
  const text = await readFile(join(repository, 'catalog-info.yaml'), 'utf8');
  const parsed = parseCeleryAnnotations(parse(text) as Entity);
  if (parsed.kind !== 'service') {
    throw new Error(`the annotations have problems: ${JSON.stringify(parsed)}`);
  }
  return parsed.service;
}

/**
 * What the card says about a service's first queue: read from the cluster with
 * the rights that the portal has, and no others.
 */
export async function diagnosisOf(
  cluster: Cluster,
  service: CeleryService,
  namespace: string,
  redis: Redis,
): Promise<Diagnosis> {
  const list = async (kind: string): Promise<never[] | UnknownWorkers> => {
    try {
      const { output } = await cluster.kubectl([
        ...['get', kind, '--namespace', namespace],
        ...['--as', READER, '--output', 'json'],
      ]);
      return JSON.parse(output).items;
    } catch (error) {
      if (error instanceof KubectlError && /forbidden/i.test(error.message)) {
        return { unknown: 'not-permitted' };
      }
      throw error;
    }
  };
  const [group] = workerGroupsOf({
    service,
    deployments: await list('deployments.apps'),
    scaledObjects: await list('scaledobjects.keda.sh'),
    horizontalPodAutoscalers: await list(
      'horizontalpodautoscalers.autoscaling',
    ),
    pods: await list('pods'),
  });
  const now = Date.now();
  const [queue] = service.queues;
  const length = await redis.llen(`${service.keyPrefix}${queue}`);
  const inFlight = await redis.hlen(`${service.keyPrefix}unacked`);
  return diagnose({
    queue: {
      name: queue,
      length,
      lengthByPriority: {
        ...Object.fromEntries(KOMBU_PRIORITY_STEPS.map(step => [step, 0])),
        '0': length,
      },
      inFlight,
      oldestAgeSeconds: null,
      arrivalPerSecond: null,
      drainPerSecond: null,
      secondsToDrain: null,
    },
    broker: { name: service.broker, state: 'ok' },
    observedAt: new Date(now).toISOString(),
    workers: group,
    now,
  });
}

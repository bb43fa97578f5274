import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Entity,
  KubernetesValidatorFunctions,
  ResourceEntityV1alpha1,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';

/** A configured broker, as far as the catalog may know it. */
export interface Broker {
  name: string;
  title?: string;
  description?: string;
  owner: string;
}

/** The namespace that brokers have in the catalog. */
export const BROKER_NAMESPACE = 'default';

const BROKERS_KEY = 'celery.brokers';
const UNKNOWN_OWNER = 'unknown';

/**
 * The brokers under `celery.brokers`. One that cannot be an entity is logged
 * and left out: a typing error there must not take the catalog down.
 */
export function readBrokers(config: Config, logger: LoggerService): Broker[] {
  const brokers = new Map<string, Broker>();
  (config.getOptionalConfigArray(BROKERS_KEY) ?? []).forEach((entry, index) => {
    try {
      const name = entry.getString('name');
      // Entity refs ignore case.
      const key = name.toLowerCase();
      if (!KubernetesValidatorFunctions.isValidObjectName(name)) {
        throw new Error(
          'its name is not allowed: use letters, digits, "-", "_" and ".", at most 63 characters',
        );
      }
      if (brokers.has(key)) {
        throw new Error(
          `there is another broker called ${name}: give each its own name`,
        );
      }
      brokers.set(key, {
        name,
        title: entry.getOptionalString('title'),
        description: entry.getOptionalString('description'),
        owner: entry.getOptionalString('owner') ?? UNKNOWN_OWNER,
      });
    } catch (error) {
      logger.error(
        `The broker ${BROKERS_KEY}[${index}] is not in the catalog: ${
          toError(error).message
        }`,
      );
    }
  });
  return [...brokers.values()];
}

/** The Resource that stands for a broker in the catalog. */
export function brokerEntity(broker: Broker): Entity {
  const location = `app-config:${BROKERS_KEY}`;
  const entity: ResourceEntityV1alpha1 = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace: BROKER_NAMESPACE,
      name: broker.name,
      ...(broker.title && { title: broker.title }),
      ...(broker.description && { description: broker.description }),
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: { type: 'celery-broker', owner: broker.owner },
  };
  return entity;
}

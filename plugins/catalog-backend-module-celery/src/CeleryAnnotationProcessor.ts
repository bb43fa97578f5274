import {
  Entity,
  getCompoundEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import { AlphaEntity, EntityStatusItem } from '@backstage/catalog-model/alpha';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_BROKER,
  parseCeleryAnnotations,
} from '@celery-keda/backstage-plugin-celery-common';
import { BROKER_NAMESPACE } from './brokers';

/**
 * The status type that the catalog gives its own processing errors, and that
 * its pages show.
 *
 * @see https://backstage.io/docs/features/software-catalog/well-known-statuses
 */
const PROCESSING_STATUS = 'backstage.io/catalog-processing';

/**
 * Reports what is wrong with an entity's Celery annotations, and relates the
 * entity to the broker that it names.
 *
 * Problems become status items of the entity instead of processing errors:
 * an error would keep a new entity out of the catalog, and a known one at its
 * last good version, for something that concerns one card.
 */
export class CeleryAnnotationProcessor implements CatalogProcessor {
  private readonly brokers: ReadonlySet<string>;

  constructor(brokers: Iterable<string>) {
    this.brokers = new Set(brokers);
  }

  getProcessorName(): string {
    return 'CeleryAnnotationProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const found = parseCeleryAnnotations(entity);
    if (found.kind === 'absent') {
      return entity;
    }
    if (found.kind === 'problems') {
      return withStatus(
        entity,
        found.problems.map(({ message }) => statusItem('error', message)),
      );
    }
    const { broker } = found.service;
    emitBrokerRelations(entity, broker, emit);
    return this.brokers.has(broker)
      ? entity
      : withStatus(entity, [statusItem('warning', this.unknown(broker))]);
  }

  private unknown(broker: string): string {
    const known = [...this.brokers].join(', ') || 'none';
    return `${ANNOTATION_BROKER} names the broker "${broker}", which is not configured: name a configured one (${known}), or ask an administrator to add it to celery.brokers in app-config.`;
  }
}

function statusItem(
  level: EntityStatusItem['level'],
  message: string,
): EntityStatusItem {
  return {
    type: PROCESSING_STATUS,
    level,
    message,
    error: { name: 'InputError', message },
  };
}

function withStatus(entity: Entity, items: EntityStatusItem[]): AlphaEntity {
  const { status } = entity as AlphaEntity;
  return {
    ...entity,
    status: { ...status, items: [...(status?.items ?? []), ...items] },
  };
}

function emitBrokerRelations(
  entity: Entity,
  broker: string,
  emit: CatalogProcessorEmit,
): void {
  const source = getCompoundEntityRef(entity);
  const target = {
    kind: 'Resource',
    namespace: BROKER_NAMESPACE,
    name: broker,
  };
  // Where spec.dependsOn says the same, the catalog keeps one of the two.
  emit(
    processingResult.relation({ source, type: RELATION_DEPENDS_ON, target }),
  );
  emit(
    processingResult.relation({
      source: target,
      type: RELATION_DEPENDENCY_OF,
      target: source,
    }),
  );
}

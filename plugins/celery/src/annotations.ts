import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_BROKER,
  ANNOTATION_QUEUES,
} from '@celery-keda/backstage-plugin-celery-common';

const namesQueues = {
  [`metadata.annotations.${ANNOTATION_QUEUES}`]: { $exists: true },
};
const namesBroker = {
  [`metadata.annotations.${ANNOTATION_BROKER}`]: { $exists: true },
};

/**
 * The entities that the plugin's pages belong to, as a filter predicate.
 *
 * One annotation without the other is a mistake that the card explains.
 */
export const celeryEntityFilter = { $any: [namesQueues, namesBroker] };

/**
 * Whether the plugin's card belongs on an entity's page.
 *
 * @public
 */
export function isCeleryAvailable(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return ANNOTATION_QUEUES in annotations || ANNOTATION_BROKER in annotations;
}

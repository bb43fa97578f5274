import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Allows reading the queue numbers of one catalog entity.
 *
 * Its resource type is the catalog's own, so that the catalog's rules
 * (`IS_ENTITY_OWNER`, …) can decide it conditionally.
 *
 * @public
 */
export const celeryQueueReadPermission = createPermission({
  name: 'celery.queue.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Allows reading the recorded history of one catalog entity's queues. Decided
 * by the catalog's rules as well.
 *
 * @public
 */
export const celeryHistoryReadPermission = createPermission({
  name: 'celery.history.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Allows seeing the Celery tab and the Celery page at all. A basic permission:
 * the portal asks for it before it knows any entity, and does not start when
 * a policy decides it conditionally. What they show is decided by the others.
 *
 * @public
 */
export const celeryViewPermission = createPermission({
  name: 'celery.view',
  attributes: { action: 'read' },
});

/**
 * Every permission that the Celery plugins ask for about an entity. The
 * catalog's rules can decide all of these; not so `celery.view`.
 *
 * @public
 */
export const celeryPermissions = [
  celeryQueueReadPermission,
  celeryHistoryReadPermission,
];

import { isResourcePermission } from '@backstage/plugin-permission-common';
import {
  celeryHistoryReadPermission,
  celeryPermissions,
  celeryQueueReadPermission,
  celeryViewPermission,
} from './permissions';

describe.each([
  ['celery.queue.read', celeryQueueReadPermission],
  ['celery.history.read', celeryHistoryReadPermission],
])('%s', (name, permission) => {
  it('is decided by the catalog’s rules', () => {
    expect(isResourcePermission(permission, 'catalog-entity')).toBe(true);
    expect(permission).toMatchObject({ name, attributes: { action: 'read' } });
  });

  it('is among the permissions that are registered', () => {
    expect(celeryPermissions).toContain(permission);
  });
});

it('leaves to no rule of the catalog what is no entity’s', () => {
  expect(isResourcePermission(celeryViewPermission)).toBe(false);
  expect(celeryPermissions).not.toContain(celeryViewPermission);
});

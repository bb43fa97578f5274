import { isResourcePermission } from '@backstage/plugin-permission-common';
import { celeryPermissions, celeryQueueReadPermission } from './permissions';

describe('celeryQueueReadPermission', () => {
  it('is decided by the catalog’s rules', () => {
    expect(
      isResourcePermission(celeryQueueReadPermission, 'catalog-entity'),
    ).toBe(true);
    expect(celeryQueueReadPermission).toMatchObject({
      name: 'celery.queue.read',
      attributes: { action: 'read' },
    });
  });

  it('is among the permissions that are registered', () => {
    expect(celeryPermissions).toContain(celeryQueueReadPermission);
  });
});

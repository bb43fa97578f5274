import { checkRegistryNamespace } from '@celery-keda/backstage-plugin-celery-common';
import { defaultRegistryNamespace } from './registry';

describe('defaultRegistryNamespace', () => {
  it.each([
    'a',
    'abc',
    'orders',
    'a'.repeat(54),
    `${'a'.repeat(29)}-${'b'.repeat(24)}`,
  ])('makes of the service %s what the registry accepts', name => {
    expect(checkRegistryNamespace(defaultRegistryNamespace(name))).toEqual([]);
  });

  it('is the name where it can be', () => {
    expect(defaultRegistryNamespace('orders')).toBe('orders');
  });
});

import { defaultRegistryNamespace, REGISTRY_NAMESPACE } from './registry';

describe('defaultRegistryNamespace', () => {
  it.each([
    'a',
    'abc',
    'orders',
    'a'.repeat(54),
    `${'a'.repeat(29)}-${'b'.repeat(24)}`,
  ])('makes of the service %s what the registry accepts', name => {
    expect(defaultRegistryNamespace(name)).toMatch(REGISTRY_NAMESPACE);
  });

  it('is the name where it can be', () => {
    expect(defaultRegistryNamespace('orders')).toBe('orders');
  });
});

import { EnvVar } from 'kubernetes-types/core/v1';
import { ConfigSource } from './configSource';
import { environmentOf, expand } from './environment';
import { PodSource } from './PodSource';

const config: ConfigSource = {
  secret: async (namespace, name) =>
    namespace === 'orders' && name === 'broker'
      ? { host: 'redis', port: '6379' }
      : undefined,
  configMap: async (_, name) =>
    name === 'settings' ? { A: '1', B: '2' } : undefined,
};

const pod: PodSource = {
  metadata: {
    name: 'orders-x',
    namespace: 'orders',
    uid: 'u',
    labels: { 'app/name': 'orders' },
  },
  spec: { nodeName: 'local', containers: [] },
};

const resolve = (env: EnvVar[], envFrom = {}) =>
  environmentOf(pod, { name: 'worker', env, ...envFrom }, config);

const reference = (valueFrom: EnvVar['valueFrom']) =>
  resolve([{ name: 'X', valueFrom }]);

it('takes values, and lets the later ones win', async () => {
  expect(
    await resolve([{ name: 'A', value: 'own' }, { name: 'EMPTY' }], {
      envFrom: [
        { configMapRef: { name: 'settings' } },
        { prefix: 'REDIS_', secretRef: { name: 'broker' } },
      ],
    }),
  ).toEqual({
    A: 'own',
    B: '2',
    EMPTY: '',
    REDIS_host: 'redis',
    REDIS_port: '6379',
  });
});

it('takes single values out of Secrets and ConfigMaps', async () => {
  expect(
    await reference({ secretKeyRef: { name: 'broker', key: 'host' } }),
  ).toEqual({ X: 'redis' });
  expect(
    await reference({ configMapKeyRef: { name: 'settings', key: 'A' } }),
  ).toEqual({ X: '1' });
});

it.each([
  ['metadata.name', 'orders-x'],
  ['metadata.namespace', 'orders'],
  ["metadata.labels['app/name']", 'orders'],
  ["metadata.annotations['none']", ''],
  ['spec.nodeName', 'local'],
  ['spec.serviceAccountName', 'default'],
])('takes the field %s of the pod', async (fieldPath, value) => {
  expect(await reference({ fieldRef: { fieldPath } })).toEqual({ X: value });
});

it('leaves out what is optional and missing', async () => {
  expect(
    await reference({
      secretKeyRef: { name: 'broker', key: 'ca', optional: true },
    }),
  ).toEqual({});
  expect(
    await resolve([], {
      envFrom: [{ configMapRef: { name: 'none', optional: true } }],
    }),
  ).toEqual({});
});

it.each([
  [
    { secretKeyRef: { name: 'broker', key: 'ca' } },
    "couldn't find key ca in secret orders/broker",
  ],
  [{ secretKeyRef: { name: 'none', key: 'ca' } }, 'secret "none" not found'],
  [
    { configMapKeyRef: { name: 'none', key: 'x' } },
    'configmap "none" not found',
  ],
  [
    { fieldRef: { fieldPath: 'status.qosClass' } },
    'the local cluster does not know the field status.qosClass',
  ],
  [
    { resourceFieldRef: { resource: 'limits.cpu' } },
    'the local cluster cannot resolve the reference of variable X',
  ],
])('says what is missing for %j', async (valueFrom, message) => {
  await expect(reference(valueFrom)).rejects.toThrow(message);
});

it('puts earlier variables into later ones', async () => {
  expect(
    await resolve([
      { name: 'HOST', value: 'redis' },
      { name: 'URL', value: 'x://$(HOST):$(PORT)/$$(HOST)' },
    ]),
  ).toEqual({ HOST: 'redis', URL: 'x://redis:$(PORT)/$(HOST)' });
  expect(expand('$(A)$$$(A)', { A: '1' })).toBe('1$1');
});

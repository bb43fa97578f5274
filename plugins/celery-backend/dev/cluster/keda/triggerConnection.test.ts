import { Secret, TriggerAuthentication } from '../store/objects';
import { triggerConnection } from './triggerConnection';

const metadata = {
  name: 'orders-broker',
  namespace: 'orders',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
};

function sourceOf(stringData: Record<string, string>) {
  const authentication: TriggerAuthentication = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata,
    spec: {
      secretTargetRef: ['address', 'username', 'password', 'tls', 'ca'].map(
        key => ({ parameter: key, name: 'orders-broker', key }),
      ),
    },
  };
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    stringData,
  };
  return {
    triggerAuthentication: (name: string) =>
      name === 'orders-broker' ? authentication : undefined,
    secret: (name: string) => (name === 'orders-broker' ? secret : undefined),
  };
}

const trigger = (
  values: Record<string, string>,
  authentication: string | undefined = 'orders-broker',
) => ({
  type: 'redis',
  metadata: { listName: 'q', ...values },
  authenticationRef: authentication ? { name: authentication } : undefined,
});

it('takes everything from the Secret behind the TriggerAuthentication', () => {
  const source = sourceOf({
    address: 'redis.example:6380',
    username: 'orders',
    password: 'secret',
    tls: 'enable',
    ca: 'PEM',
    db: '3',
  });
  expect(triggerConnection(trigger({ databaseIndex: '0' }), source)).toEqual({
    host: 'redis.example',
    port: 6380,
    username: 'orders',
    password: 'secret',
    tls: { ca: 'PEM' },
    db: 3,
  });
});

it('prefers what the trigger itself says', () => {
  const source = sourceOf({ address: 'one:1', tls: 'disable' });
  expect(
    triggerConnection(trigger({ address: '[::1]:2' }), source),
  ).toMatchObject({ host: '::1', port: 2, db: 0 });
});

it('needs no TriggerAuthentication', () => {
  expect(
    triggerConnection(
      trigger({ host: 'redis', port: '6379', databaseIndex: '4' }, ''),
      sourceOf({}),
    ),
  ).toMatchObject({ host: 'redis', port: 6379, db: 4 });
});

it.each([
  [{}, 'no address or host given'],
  [{ address: 'redis://redis:6379/0' }, 'the address must be host:port'],
])('says what is wrong with %j', (values, message) => {
  expect(() =>
    triggerConnection(trigger(values, 'missing'), sourceOf({})),
  ).toThrow(message);
});

import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { celeryPermissions } from '@celery-keda/backstage-plugin-celery-common';
import { ownersOnly, startGuardedPortal } from '../__testUtils__/guardedPortal';
import { celerySnapshotsServiceRef } from '../index';

/** What the policy answers about our permissions. */
let decide: (user?: PolicyQueryUser) => PolicyDecision;
/** Requests that reach the permission backend and the catalog's rules. */
const asked: string[] = [];

const snapshots = createServiceFactory({
  service: celerySnapshotsServiceRef,
  deps: {},
  factory: () => ({
    read: async ({ broker, queues }) => ({
      observedAt: null,
      refreshSeconds: 5,
      broker: { name: broker, state: 'unreachable' as const },
      queues: queues.map(name => ({
        name,
        length: null,
        lengthByPriority: null,
        inFlight: null,
        oldestAgeSeconds: null,
        arrivalPerSecond: null,
        drainPerSecond: null,
        secondsToDrain: null,
      })),
    }),
  }),
});

let portal: Awaited<ReturnType<typeof startGuardedPortal>>;

beforeAll(async () => {
  portal = await startGuardedPortal({
    features: [snapshots],
    decide: (permission, user) => {
      if (celeryPermissions.some(each => isPermission(permission, each))) {
        asked.push(permission.name);
        return decide(user);
      }
      return undefined;
    },
  });
}, 60_000);

beforeEach(() => {
  asked.length = 0;
});

afterAll(() => portal.stop());

describe.each(['status', 'history', 'manifest'])('the %s', route => {
  async function codes() {
    const answers = ['mine', 'other', 'hidden', 'nothing'].map(name =>
      portal
        .get(`/api/celery/v1/entities/component/default/${name}/${route}`)
        .then(({ status }) => status),
    );
    return Promise.all(answers);
  }

  it('is everybody’s where the policy allows it', async () => {
    decide = () => ({ result: AuthorizeResult.ALLOW });
    expect(await codes()).toEqual([200, 200, 404, 404]);
  });

  it('is nobody’s where the policy denies it', async () => {
    decide = () => ({ result: AuthorizeResult.DENY });
    expect(await codes()).toEqual([403, 403, 404, 404]);
  });

  it('is the owner’s where the policy says so by the catalog’s rules', async () => {
    decide = ownersOnly;
    expect(await codes()).toEqual([200, 403, 404, 404]);
  });
});

it('asks the policy once for each entity that the caller sees', async () => {
  decide = ownersOnly;
  const entityRefs = ['mine', 'other', 'hidden', 'nothing', 'mine'].map(
    name => `component:default/${name}`,
  );
  const { body } = await portal.post('/api/celery/v1/status/query', {
    entityRefs,
  });
  expect(body.items).toMatchObject([
    { entityRef: entityRefs[0], queues: [{ name: 'mine' }] },
    { error: { code: 'not-permitted' } },
    { error: { code: 'not-found' } },
    { error: { code: 'not-found' } },
    { entityRef: entityRefs[0], queues: [{ name: 'mine' }] },
  ]);
  expect(asked).toEqual(['celery.queue.read', 'celery.queue.read']);
});

it('answers alike for what does not exist and what may not be seen', async () => {
  const answerFor = async (name: string) => {
    const { body } = await portal.get(
      `/api/celery/v1/entities/component/default/${name}/status`,
    );
    return JSON.stringify(body).replaceAll(name, 'NAME');
  };
  expect(await answerFor('hidden')).toEqual(await answerFor('absent'));
});

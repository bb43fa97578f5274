import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { celeryPermissions } from '@celery-keda/backstage-plugin-celery-common';
import request from 'supertest';
import celeryPlugin, { celerySnapshotsServiceRef } from '../index';

const MARIA = 'user:default/maria';

/** What the policy answers about our permissions. */
let decide: (user?: PolicyQueryUser) => PolicyDecision;
/** Requests that reach the permission backend and the catalog's rules. */
const asked: string[] = [];

const POLICY: PermissionPolicy = {
  async handle({ permission }, user) {
    if (celeryPermissions.some(each => isPermission(permission, each))) {
      asked.push(permission.name);
      return decide(user);
    }
    // The catalog hides one entity from everybody.
    return isResourcePermission(permission, 'catalog-entity')
      ? createCatalogConditionalDecision(permission, {
          not: catalogConditions.hasLabel({ label: 'hidden' }),
        })
      : { result: AuthorizeResult.ALLOW };
  },
};

const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(POLICY);
      },
    });
  },
});

function component(name: string, owner: string, labels = {}) {
  const location = 'url:http://localhost/catalog-info.yaml';
  return {
    locationKey: 'test',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        labels,
        annotations: {
          'backstage.io/managed-by-location': location,
          'backstage.io/managed-by-origin-location': location,
          'celeryq.dev/broker': 'broker',
          'celeryq.dev/queues': name,
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner },
    },
  };
}

const entitiesModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'test-entities',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'test',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [
                component('mine', MARIA),
                component('other', 'group:default/others'),
                component('hidden', MARIA, { hidden: 'true' }),
              ],
            }),
        });
      },
    });
  },
});

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

let server: Awaited<ReturnType<typeof startTestBackend>>['server'];
let token: string;

function asMaria(test: request.Test) {
  return test.set('Authorization', `Bearer ${token}`);
}

beforeAll(async () => {
  ({ server } = await startTestBackend({
    features: [
      celeryPlugin,
      catalogPlugin,
      entitiesModule,
      permissionPlugin,
      policyModule,
      authPlugin,
      guestModule,
      authServiceFactory,
      httpAuthServiceFactory,
      permissionsServiceFactory,
      userInfoServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          permission: { enabled: true },
          auth: {
            providers: {
              guest: {
                userEntityRef: MARIA,
                dangerouslyAllowOutsideDevelopment: true,
              },
            },
          },
        },
      }),
      snapshots,
    ],
  }));
  const signIn = await request(server).post('/api/auth/guest/refresh');
  token = signIn.body.backstageIdentity.token;
  const owned = async () => {
    const { body } = await asMaria(
      request(server).get('/api/catalog/entities?filter=relations.ownedBy'),
    );
    return body;
  };
  while ((await owned()).length < 2) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}, 60_000);

beforeEach(() => {
  asked.length = 0;
});

const isOwner = (user?: PolicyQueryUser) =>
  createCatalogConditionalDecision(
    celeryPermissions[0],
    catalogConditions.isEntityOwner({
      claims: user?.info.ownershipEntityRefs ?? [],
    }),
  );

describe.each(['status', 'history'])('the %s', route => {
  async function codes() {
    const answers = ['mine', 'other', 'hidden', 'nothing'].map(name =>
      asMaria(
        request(server).get(
          `/api/celery/v1/entities/component/default/${name}/${route}`,
        ),
      ).then(({ status }) => status),
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
    decide = isOwner;
    expect(await codes()).toEqual([200, 403, 404, 404]);
  });
});

it('asks the policy once for each entity that the caller sees', async () => {
  decide = isOwner;
  const entityRefs = ['mine', 'other', 'hidden', 'nothing', 'mine'].map(
    name => `component:default/${name}`,
  );
  const { body } = await asMaria(
    request(server).post('/api/celery/v1/status/query').send({ entityRefs }),
  );
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
    const { body } = await asMaria(
      request(server).get(
        `/api/celery/v1/entities/component/default/${name}/status`,
      ),
    );
    return JSON.stringify(body).replaceAll(name, 'NAME');
  };
  expect(await answerFor('hidden')).toEqual(await answerFor('absent'));
});

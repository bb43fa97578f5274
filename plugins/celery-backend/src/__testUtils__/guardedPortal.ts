import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  BackendFeature,
  createBackendModule,
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
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { celeryPermissions } from '@celery-keda/backstage-plugin-celery-common';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import celeryPlugin from '../index';

/** The user that the test's portal signs in. */
const MARIA = 'user:default/maria';

/** What the policy says where it is neither the catalog's rules nor ours. */
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

/** Decides about our permissions, and about those of clusters. */
type Decide = (
  permission: Permission,
  user?: PolicyQueryUser,
) => PolicyDecision | undefined;

/** The owner's alone, by the catalog's own rule. */
export function ownersOnly(user?: PolicyQueryUser): PolicyDecision {
  return createCatalogConditionalDecision(
    celeryPermissions[0],
    catalogConditions.isEntityOwner({
      claims: user?.info.ownershipEntityRefs ?? [],
    }),
  );
}

function policyModule(decide: Decide) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(env) {
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy({
            handle: async ({ permission }, user) =>
              decide(permission, user) ?? byDefault(permission),
          });
        },
      });
    },
  });
}

/** The catalog hides one entity from everybody. */
function byDefault(permission: Permission): PolicyDecision {
  return isResourcePermission(permission, 'catalog-entity')
    ? createCatalogConditionalDecision(permission, {
        not: catalogConditions.hasLabel({ label: 'hidden' }),
      })
    : ALLOW;
}

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
          'backstage.io/kubernetes-id': name,
          'backstage.io/kubernetes-namespace': name,
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

/**
 * A portal with real sign-in, catalog and permission backend, whose policy is
 * the test's. Maria, who is signed in, owns `mine`, not `other`, and does not
 * see `hidden`.
 */
export async function startGuardedPortal(options: {
  decide: Decide;
  features: BackendFeature[];
  config?: JsonObject;
}) {
  const backend = await startTestBackend({
    features: [
      celeryPlugin,
      catalogPlugin,
      entitiesModule,
      permissionPlugin,
      policyModule(options.decide),
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
          ...options.config,
        },
      }),
      ...options.features,
    ],
  });
  const { server } = backend;
  const signIn = await request(server).post('/api/auth/guest/refresh');
  const { token } = signIn.body.backstageIdentity;
  const asMaria = (test: request.Test) =>
    test.set('Authorization', `Bearer ${token}`);
  const isStocked = async () => {
    const { body } = await asMaria(
      request(server).get('/api/catalog/entities?filter=relations.ownedBy'),
    );
    // An error within the catalog's stream leaves no list.
    return Array.isArray(body) && body.length === 2;
  };
  while (!(await isStocked())) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    stop: () => backend.stop(),
    get: (path: string) => asMaria(request(server).get(path)),
    post: (path: string, body: object) =>
      asMaria(request(server).post(path).send(body)),
  };
}

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import express, { Router } from 'express';

const READ_RESOURCES = createPermission({
  name: 'kubernetes.resources.read',
  attributes: { action: 'read' },
});

/** What a cluster answers about each kind of object: a list or a refusal. */
export type ClusterObjects = Record<string, object[] | number>;

/**
 * Stands in for the Kubernetes plugin, whose client Jest cannot load: asks for
 * the permission that it asks for, and answers in its shape.
 */
export function kubernetesStandIn(objectsNow: () => ClusterObjects) {
  return createBackendPlugin({
    pluginId: 'kubernetes',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
        },
        async init({ httpAuth, httpRouter, permissions }) {
          const router = Router();
          router.use(express.json());
          router.post('/resources/custom/query', async (req, res) => {
            const [{ result }] = await permissions.authorize(
              [{ permission: READ_RESOURCES }],
              { credentials: await httpAuth.credentials(req) },
            );
            if (result !== AuthorizeResult.ALLOW) {
              res.status(403).end();
              return;
            }
            const [{ plural }] = req.body.customResources;
            const answer = objectsNow()[plural] ?? [];
            const failed = typeof answer === 'number';
            const item = {
              cluster: { name: 'iks' },
              resources: failed ? [] : [{ resources: answer }],
              errors: failed
                ? [{ errorType: 'UNKNOWN_ERROR', statusCode: answer }]
                : [],
            };
            res.json({ items: [item] });
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import celeryPlugin from '@celery-keda/backstage-plugin-celery-backend';
import { ServiceStatus } from '@celery-keda/backstage-plugin-celery-common';
import request from 'supertest';

/** A file of app-config as a portal reads it. */
export async function readAppConfig(
  path: string,
  env: Record<string, string>,
): Promise<JsonObject> {
  const config = await ConfigSources.toConfig(
    FileConfigSource.create({ path, substitutionFunc: async key => env[key] }),
  );
  try {
    return config.get<JsonObject>();
  } finally {
    config.close();
  }
}

/** The backend of a portal, with our plugin as it is. */
export async function startPortalBackend(
  config: JsonObject,
  entities: Entity[],
) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });
  const backend = await startTestBackend({
    features: [
      celeryPlugin,
      mockServices.rootConfig.factory({ data: config }),
      permissions.factory,
      catalogServiceMock.factory({ entities }),
    ],
  });
  return {
    statusOf: async (name: string): Promise<ServiceStatus> => {
      const { body } = await request(backend.server).get(
        `/api/celery/v1/entities/component/default/${name}/status`,
      );
      return body;
    },
    stop: () => backend.stop(),
  };
}

import { ServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import celeryPlugin from '@celery-keda/backstage-plugin-celery-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  diagnose,
  diagnosisMessages,
  messageTranslator,
  renderMessages,
  ServiceStatus,
} from '@celery-keda/backstage-plugin-celery-common';
import request from 'supertest';

/** How long one reading of a broker serves everybody. */
export const REFRESH_SECONDS = 1;

const translate = messageTranslator(diagnosisMessages, 'en');

/** A service of the catalog. */
export function service(
  name: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: {},
  };
}

/** A broker as app-config has it. */
type BrokerSettings = {
  [key: string]: string | number | boolean | { [key: string]: string };
};

/** A portal whose brokers are in trouble. */
export async function startFaultyPortal(options: {
  brokers: BrokerSettings[];
  entities: Entity[];
  catalog?: ServiceFactory<CatalogService>;
}) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });
  const logger = mockServices.rootLogger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      celeryPlugin,
      mockServices.rootConfig.factory({
        data: {
          celery: {
            refreshSeconds: REFRESH_SECONDS,
            brokers: options.brokers,
            history: { retentionDays: 0 },
          },
        },
      }),
      permissions.factory,
      logger.factory,
      options.catalog ??
        catalogServiceMock.factory({ entities: options.entities }),
    ],
  });
  const { server } = backend;
  const answerOf = (name: string) =>
    request(server).get(
      `/api/celery/v1/entities/component/default/${name}/status`,
    );
  const statusOf = async (name: string): Promise<ServiceStatus> => {
    const { status, body } = await answerOf(name);
    expect(status).toBe(200);
    return body;
  };
  return {
    server,
    permissions,
    logger,
    answerOf,
    statusOf,
    /** What the page says about the service's first queue. */
    pageOf: async (name: string) => pageText(await statusOf(name)),
    /** The page, once it is the one that is waited for. */
    pageUntil: async (name: string, pattern: RegExp): Promise<string> => {
      for (;;) {
        const page = pageText(await statusOf(name));
        if (pattern.test(page)) {
          return page;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    ready: () => request(server).get('/.backstage/health/v1/readiness'),
    stop: () => backend.stop(),
  };
}

function pageText({ queues: [queue], broker, observedAt }: ServiceStatus) {
  const { title, sentence, cause, whatToDo, notes } = diagnose({
    queue,
    broker,
    observedAt,
    workers: { unknown: 'not-annotated' },
    now: Date.now(),
  });
  return [
    [title],
    sentence,
    cause ? [cause] : [],
    whatToDo ? [whatToDo.message] : [],
    notes,
  ]
    .map(messages => renderMessages(translate, messages))
    .filter(Boolean)
    .join(' | ');
}

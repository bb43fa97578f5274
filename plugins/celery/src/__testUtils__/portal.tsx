import { Entity } from '@backstage/catalog-model';
import {
  createApiMock,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { CustomObjectsByEntityRequest } from '@backstage/plugin-kubernetes-common';
import { kubernetesApiRef } from '@backstage/plugin-kubernetes-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ServiceHistory,
  ServiceManifest,
} from '@celery-keda/backstage-plugin-celery-common';
import { act, screen, within } from '@testing-library/react';
import { celeryApiRef, HistorySpan } from '../api';
import { celeryPlugin } from '../plugin';
import {
  clusterAnswer,
  NO_MANIFEST,
  queueStatus,
  serviceEntity,
  serviceHistory,
  serviceStatus,
} from './service';

/** A queue that has work. */
export const BUSY = queueStatus('orders', {
  length: 1234,
  inFlight: 4,
  oldestAgeSeconds: 101,
  secondsToDrain: 3600,
});

/**
 * Opens an entity's page with one of the plugin's extensions on it, in a
 * portal whose Celery backend and cluster answer as told.
 */
export function portal(options: {
  extension?: 'entity-card:celery/scaling' | 'entity-content:celery/scaling';
  /** What app-config says of the extension. */
  extensionConfig?: { range?: string };

  entity?: Entity;
  getStatus?: () => Promise<ReturnType<typeof serviceStatus>>;
  getHistory?: () => Promise<ServiceHistory>;
  getManifest?: () => Promise<ServiceManifest>;
  kubernetes?: () => Promise<ReturnType<typeof clusterAnswer>>;
  kubernetesInstalled?: boolean;
  permission?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  language?: string;
}) {
  const {
    extension = 'entity-card:celery/scaling',
    extensionConfig = {},
    entity = serviceEntity('orders'),
    getStatus = async () => serviceStatus([BUSY]),
    getHistory = async () => serviceHistory([]),
    getManifest = async () => NO_MANIFEST,
    kubernetes = async () => clusterAnswer(),
    kubernetesInstalled = true,
    permission = AuthorizeResult.ALLOW,
    language = 'en',
  } = options;
  const celery = createApiMock(celeryApiRef, () => ({
    getStatus: jest.fn((_entityRef: string) => getStatus()),
    queryStatus: jest.fn(),
    getManifest: jest.fn((_entityRef: string) => getManifest()),
    getHistory: jest.fn((_entityRef: string, _span: HistorySpan) =>
      getHistory(),
    ),
  }))();
  const cluster = createApiMock(kubernetesApiRef, () => ({
    getClusters: jest.fn(async () => [
      { name: 'iks-prod', authProvider: 'serviceAccount' },
    ]),
    getCustomObjectsByEntity: jest.fn(
      (_request: CustomObjectsByEntityRequest) => kubernetes(),
    ),
    getCluster: jest.fn(),
    getObjectsByEntity: jest.fn(),
    getWorkloadsByEntity: jest.fn(),
    proxy: jest.fn(),
  }))();
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      celeryPlugin.getExtension(extension),
    ],
    apis: [
      celery,
      mockApis.permission({ authorize: permission }),
      ...(kubernetesInstalled ? [cluster] : []),
    ],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          { [extension]: { config: extensionConfig } },
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'ja'],
                defaultLanguage: language,
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  });
  return { celery, cluster };
}

/** The block of one queue on the card. */
export const queue = async (name: string = 'orders') =>
  within(await screen.findByRole('group', { name }));

/** The numbers of a queue's block by their labels. */
export function numbersOf(
  block: Awaited<ReturnType<typeof queue>>,
): Record<string, string> {
  return Object.fromEntries(
    block
      .getAllByRole('term')
      .map(term => [
        term.textContent,
        term.parentElement?.querySelector('dd')?.textContent ?? '',
      ]),
  );
}

/** What a word says on keyboard focus. */
export async function hintOf(word: HTMLElement): Promise<string | null> {
  act(() => word.focus());
  return (await screen.findByRole('tooltip')).textContent;
}

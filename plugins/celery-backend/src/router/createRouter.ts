import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { statusQuerySchema } from '@celery-keda/backstage-plugin-celery-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { HistoryReader } from '../history/HistoryReader';
import { ManifestReader } from '../manifest/ManifestReader';
import { StatusReader } from '../status/StatusReader';
import { Audit } from './Audit';
import { openApiDocument } from './openApiDocument';
import { entityParamsSchema, historyQuerySchema, valid } from './schemas';

/** A query of the most entity refs, at the length of names that catalogs allow. */
const BODY_LIMIT = '256kb';

/**
 * The plugin's REST API.
 *
 * @internal
 */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  statuses: StatusReader;
  history: HistoryReader;
  manifests: ManifestReader;
  audit: Audit;
}): Router {
  const { audit, httpAuth, statuses, history, manifests } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: BODY_LIMIT }));

  router.get('/openapi.json', (_req, res) => {
    res.json(openApiDocument);
  });

  router.get('/v1/entities/:kind/:namespace/:name/status', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const ref = valid(entityParamsSchema, req.params);
    const answer = await audit.reading(
      {
        eventId: 'status-read',
        request: req,
        entityRefs: [stringifyEntityRef(ref)],
      },
      () => statuses.one(ref, credentials),
    );
    res.json(answer);
  });

  router.get(
    '/v1/entities/:kind/:namespace/:name/history',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = valid(entityParamsSchema, req.params);
      const query = valid(historyQuerySchema, req.query);
      const answer = await audit.reading(
        {
          eventId: 'history-read',
          request: req,
          entityRefs: [stringifyEntityRef(ref)],
        },
        () => history.one(ref, query, credentials),
      );
      res.json(answer);
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/manifest',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      const ref = valid(entityParamsSchema, req.params);
      const answer = await audit.reading(
        {
          eventId: 'manifest-read',
          request: req,
          entityRefs: [stringifyEntityRef(ref)],
        },
        () => manifests.one(ref, credentials),
      );
      res.json(answer);
    },
  );

  router.post('/v1/status/query', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { entityRefs } = valid(statusQuerySchema, req.body);
    const answer = await audit.reading(
      { eventId: 'status-query', request: req, entityRefs },
      () => statuses.many(entityRefs, credentials),
      ({ items }) =>
        items.flatMap(item =>
          'error' in item && item.error.code === 'not-permitted'
            ? [item.entityRef]
            : [],
        ),
    );
    res.json(answer);
  });

  return router;
}

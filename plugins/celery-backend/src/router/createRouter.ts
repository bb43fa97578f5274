import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { statusQuerySchema } from '@celery-keda/backstage-plugin-celery-common';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { HistoryReader } from '../history/HistoryReader';
import { StatusReader } from '../status/StatusReader';
import { Audit } from './Audit';
import { openApiDocument } from './openApiDocument';
import { entityParamsSchema, historyQuerySchema } from './schemas';

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
  auditor: AuditorService;
}): Router {
  const { httpAuth, statuses, history } = options;
  const audit = new Audit(options.auditor);
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

function valid<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues
      .map(({ path, message }) =>
        path.length > 0 ? `${path.join('.')}: ${message}` : message,
      )
      .join('; '),
  );
}

import {
  serviceHistorySchema,
  serviceManifestSchema,
  serviceStatusSchema,
  statusQueryResponseSchema,
  statusQuerySchema,
} from '@celery-keda/backstage-plugin-celery-common';
import { z } from 'zod';
import {
  entityParamsSchema,
  errorResponseSchema,
  historyQuerySchema,
} from './schemas';

const schemas = z.registry<{ id: string }>();
schemas.add(serviceStatusSchema, { id: 'ServiceStatus' });
schemas.add(statusQuerySchema, { id: 'StatusQuery' });
schemas.add(statusQueryResponseSchema, { id: 'StatusQueryResponse' });
schemas.add(serviceHistorySchema, { id: 'ServiceHistory' });
schemas.add(serviceManifestSchema, { id: 'ServiceManifest' });
schemas.add(errorResponseSchema, { id: 'Error' });

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}

function json(description: string, id: string) {
  return {
    description,
    content: { 'application/json': { schema: { $ref: reference(id) } } },
  };
}

function parameters(place: 'path' | 'query', shape: Record<string, z.ZodType>) {
  return Object.entries(shape).map(([name, schema]) => {
    const { description, ...rest } = jsonSchema(schema);
    return {
      name,
      in: place,
      required: place === 'path',
      description,
      schema: rest,
    };
  });
}

const entityParameters = parameters('path', entityParamsSchema.shape);
const historyParameters = parameters('query', historyQuerySchema.shape);

function jsonSchema(schema: z.ZodType) {
  const { $schema, ...rest } = z.toJSONSchema(schema);
  return rest;
}

function componentSchemas() {
  const document = z.toJSONSchema(schemas, { uri: reference });
  return Object.fromEntries(
    Object.entries(document.schemas).map(([id, schema]) => {
      const { $schema, $id, ...rest } = schema;
      return [id, rest];
    }),
  );
}

const commonErrors = {
  400: json(
    'The request, or an annotation of the entity, is malformed.',
    'Error',
  ),
  401: json('The caller is not signed in.', 'Error'),
  503: json(
    'The catalog or the permission backend does not answer. A broker that does not is no error: the status says so.',
    'Error',
  ),
};

const entityErrors = {
  403: json("The caller may not see the entity's queues.", 'Error'),
  404: json(
    'The entity does not exist, may not be seen, or is no Celery service.',
    'Error',
  ),
};

/**
 * The REST API in OpenAPI 3.1, made from the schemas that the routes validate
 * with.
 *
 * @internal
 */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Celery',
    version: '1',
    description:
      'Queue numbers of catalog entities that are Celery services. Numbers are null when unknown, never 0.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/api/celery' }],
  security: [{ backstage: [] }],
  paths: {
    '/openapi.json': {
      get: {
        operationId: 'getOpenApiDocument',
        summary: 'This document',
        security: [],
        responses: {
          200: {
            description: 'This document.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        },
      },
    },
    '/v1/entities/{kind}/{namespace}/{name}/status': {
      get: {
        operationId: 'getStatus',
        summary: "An entity's queues",
        parameters: entityParameters,
        responses: {
          200: json('What the broker last said.', 'ServiceStatus'),
          ...commonErrors,
          ...entityErrors,
        },
      },
    },
    '/v1/entities/{kind}/{namespace}/{name}/history': {
      get: {
        operationId: 'getHistory',
        summary: "What was recorded of an entity's queues",
        parameters: [...entityParameters, ...historyParameters],
        responses: {
          200: json('Steps in which something was recorded.', 'ServiceHistory'),
          ...commonErrors,
          ...entityErrors,
        },
      },
    },
    '/v1/entities/{kind}/{namespace}/{name}/manifest': {
      get: {
        operationId: 'getManifest',
        summary: "The scaling plans that an entity's repository holds",
        parameters: entityParameters,
        responses: {
          200: json(
            'The plan of each queue, or why the repository cannot be read.',
            'ServiceManifest',
          ),
          ...commonErrors,
          ...entityErrors,
        },
      },
    },
    '/v1/status/query': {
      post: {
        operationId: 'queryStatus',
        summary: 'The queues of many entities',
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: reference('StatusQuery') } },
          },
        },
        responses: {
          200: json(
            'One item per entity ref, in their order: a status or an error.',
            'StatusQueryResponse',
          ),
          ...commonErrors,
          413: json('The request is too long.', 'Error'),
          415: json('The request is in no known character set.', 'Error'),
        },
      },
    },
  },
  components: {
    schemas: componentSchemas(),
    securitySchemes: {
      backstage: {
        type: 'http',
        scheme: 'bearer',
        description: 'A Backstage token.',
      },
    },
  },
};

import { z } from 'zod';

/**
 * Why a broker's numbers could not be read. Stable: pages explain each code.
 *
 * @public
 */
export const brokerErrorCodeSchema = z.enum([
  'not-configured',
  'refused',
  'unresolved',
  'timeout',
  'auth',
  'tls',
  'permission',
  'script-denied',
  'wrong-type',
  'loading',
  'read-only',
  'out-of-memory',
  'unknown',
]);

/** {@inheritDoc brokerErrorCodeSchema} @public */
export type BrokerErrorCode = z.infer<typeof brokerErrorCodeSchema>;

/**
 * What went wrong at the broker: a code for programs, a sentence for people.
 * The sentence never holds an address or a secret.
 *
 * @public
 */
export const brokerErrorSchema = z.object({
  code: brokerErrorCodeSchema,
  message: z.string(),
});

/** {@inheritDoc brokerErrorSchema} @public */
export type BrokerError = z.infer<typeof brokerErrorSchema>;

/**
 * The broker's side of a status: `ok`, numbers are fresh; `stale`, the broker
 * does not answer and the numbers are the last known ones, read at the
 * status's `observedAt`; `unreachable`, there are no numbers to show.
 *
 * @public
 */
export const brokerStatusSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'stale', 'unreachable']),
  error: brokerErrorSchema.optional(),
});

/** {@inheritDoc brokerStatusSchema} @public */
export type BrokerStatus = z.infer<typeof brokerStatusSchema>;

const count = z.number().int().nonnegative();
const rate = z.number().nonnegative();

/**
 * One queue's numbers. `null` means unknown, never 0.
 *
 * @public
 */
export const queueStatusSchema = z.object({
  /** The Celery queue's name. */
  name: z.string(),
  /** Messages waiting, summed over the priority steps. */
  length: count.nullable(),
  /** Messages waiting by priority step; step 0 is served first. */
  lengthByPriority: z.record(z.string(), count).nullable(),
  /** Messages delivered and not acknowledged: running, prefetched or held for their ETA. */
  inFlight: count.nullable(),
  /** True when `inFlight` was extrapolated from a bounded sample. */
  inFlightEstimated: z.boolean().optional(),
  /** Of those in flight, how many are held for their ETA; absent or `null` when that was not read. */
  scheduled: count.nullable().optional(),
  /** True when `scheduled` was extrapolated from a bounded sample. */
  scheduledEstimated: z.boolean().optional(),
  /** Seconds since the oldest waiting message was published; `null` without `sent_at`. */
  oldestAgeSeconds: rate.nullable(),
  /** Messages published per second, lately. */
  arrivalPerSecond: rate.nullable(),
  /** Messages taken by workers per second, lately. */
  drainPerSecond: rate.nullable(),
  /** Seconds until the queue is empty at the present rates; `null` when it does not shrink. */
  secondsToDrain: rate.nullable(),
  /** Seconds since the newest message was published that was seen in flight in the last half minute; absent or `null` when there was none, or one does not tell. */
  newestInFlightAgeSeconds: rate.nullable().optional(),
  /** What is wrong with this queue alone, such as a key of the wrong type. */
  error: brokerErrorSchema.optional(),
});

/** {@inheritDoc queueStatusSchema} @public */
export type QueueStatus = z.infer<typeof queueStatusSchema>;

/**
 * The answer of `GET /v1/entities/:kind/:namespace/:name/status`.
 *
 * @public
 */
export const serviceStatusSchema = z.object({
  entityRef: z.string(),
  /** When the numbers were read at the broker, ISO 8601; `null` when they never were. */
  observedAt: z.string().nullable(),
  /** How often a page may usefully ask again. */
  refreshSeconds: z.number().positive(),
  broker: brokerStatusSchema,
  queues: z.array(queueStatusSchema),
});

/** {@inheritDoc serviceStatusSchema} @public */
export type ServiceStatus = z.infer<typeof serviceStatusSchema>;

/**
 * The most entities that one status query may name.
 *
 * @public
 */
export const MAX_QUERY_ENTITY_REFS = 1000;

/**
 * The body of `POST /v1/status/query`.
 *
 * @public
 */
export const statusQuerySchema = z.object({
  entityRefs: z.array(z.string().min(1)).min(1).max(MAX_QUERY_ENTITY_REFS),
});

/** {@inheritDoc statusQuerySchema} @public */
export type StatusQuery = z.infer<typeof statusQuerySchema>;

/**
 * One entity of a status query that has no status.
 *
 * @public
 */
export const statusQueryErrorSchema = z.object({
  entityRef: z.string(),
  error: z.object({
    code: z.enum([
      'invalid-ref',
      'not-found',
      'not-permitted',
      'no-annotations',
      'annotations',
    ]),
    message: z.string(),
  }),
});

/** {@inheritDoc statusQueryErrorSchema} @public */
export type StatusQueryError = z.infer<typeof statusQueryErrorSchema>;

/**
 * The workers of one queue as they were last recorded, lately.
 *
 * @public
 */
export const recordedWorkersSchema = z.object({
  /** The Celery queue's name. */
  name: z.string(),
  /** Workers that were ready. */
  current: count,
  /** Workers that the cluster was told to run; `null` is unknown. */
  desired: count.nullable(),
  /** When that was recorded, ISO 8601. */
  at: z.string(),
  /** Since when every record had work and no worker, neither ready nor told to run, ISO 8601; absent when the last one had not. */
  unattendedSince: z.string().optional(),
});

/** {@inheritDoc recordedWorkersSchema} @public */
export type RecordedWorkers = z.infer<typeof recordedWorkersSchema>;

/**
 * One entity of a status query that has a status.
 *
 * @public
 */
export const statusQueryStatusSchema = serviceStatusSchema.extend({
  /** Recorded workers of the queues. One that is left out is unknown, and all are for callers who may not see the history. */
  workers: z.array(recordedWorkersSchema).optional(),
});

/** {@inheritDoc statusQueryStatusSchema} @public */
export type StatusQueryStatus = z.infer<typeof statusQueryStatusSchema>;

/**
 * The answer of `POST /v1/status/query`: one item per entity ref asked for,
 * in their order, each a status or an error.
 *
 * @public
 */
export const statusQueryResponseSchema = z.object({
  items: z.array(z.union([statusQueryStatusSchema, statusQueryErrorSchema])),
});

/** {@inheritDoc statusQueryResponseSchema} @public */
export type StatusQueryResponse = z.infer<typeof statusQueryResponseSchema>;

import { z } from 'zod';

/**
 * The most points that a history answers with for one queue.
 *
 * @public
 */
export const MAX_HISTORY_POINTS = 500;

/**
 * How a number moved within one step: `null` when nothing is known of it.
 *
 * @public
 */
export const historyRangeSchema = z
  .object({
    min: z.number().nonnegative(),
    avg: z.number().nonnegative(),
    max: z.number().nonnegative(),
  })
  .nullable();

/** {@inheritDoc historyRangeSchema} @public */
export type HistoryRange = z.infer<typeof historyRangeSchema>;

/**
 * One step of a queue's history. A step in which nothing was recorded is left
 * out: a gap is a gap.
 *
 * @public
 */
export const historyPointSchema = z.object({
  /** When the step starts, ISO 8601. */
  at: z.string(),
  /** Messages waiting. */
  length: historyRangeSchema,
  /** Messages delivered and not acknowledged. */
  inFlight: historyRangeSchema,
  /** Of those in flight, the ones held for their ETA. */
  scheduled: historyRangeSchema,
  /** Age of the oldest message waiting, in seconds. */
  oldestAgeSeconds: historyRangeSchema,
  /** Workers that were ready. */
  replicas: historyRangeSchema,
  /** Workers that the cluster was told to run. */
  desiredReplicas: historyRangeSchema,
});

/** {@inheritDoc historyPointSchema} @public */
export type HistoryPoint = z.infer<typeof historyPointSchema>;

/**
 * The answer of `GET /v1/entities/:kind/:namespace/:name/history`.
 *
 * @public
 */
export const serviceHistorySchema = z.object({
  entityRef: z.string(),
  /** Start of the first step, ISO 8601. */
  from: z.string(),
  /** End of the last step, ISO 8601. */
  to: z.string(),
  /** How long each step is; longer than asked for when there would be too many. */
  stepSeconds: z.number().int().positive(),
  /** In the order of the entity's annotation. */
  queues: z.array(
    z.object({ name: z.string(), points: z.array(historyPointSchema) }),
  ),
});

/** {@inheritDoc serviceHistorySchema} @public */
export type ServiceHistory = z.infer<typeof serviceHistorySchema>;

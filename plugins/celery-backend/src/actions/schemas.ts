import {
  brokerErrorCodeSchema,
  DIAGNOSIS_SEVERITIES,
  DIAGNOSIS_STATES,
} from '@celery-keda/backstage-plugin-celery-common';
import type { z as Zod } from 'zod/v3';

// The actions registry wants schemas of its own version of zod; a test holds
// them to what the REST API answers.
type Z = typeof Zod;

/**
 * What is asked of one entity.
 *
 * @internal
 */
export const entityInput = (z: Z) =>
  z.object({
    entityRef: z
      .string()
      .describe('The catalog entity, such as component:default/orders'),
  });

/**
 * What is asked of one entity's history.
 *
 * @internal
 */
export const historyInput = (z: Z) =>
  entityInput(z).extend({
    from: z
      .string()
      .optional()
      .describe('Start, ISO 8601; an hour before the end when left out'),
    to: z.string().optional().describe('End, ISO 8601; now when left out'),
    stepSeconds: z
      .number()
      .optional()
      .describe('Length of a step; made longer when there would be too many'),
  });

const brokerError = (z: Z) =>
  z.object({
    code: z.enum(brokerErrorCodeSchema.options as [string, ...string[]]),
    message: z.string(),
  });

const broker = (z: Z) =>
  z.object({
    name: z.string(),
    state: z.enum(['ok', 'stale', 'unreachable']),
    error: brokerError(z).optional(),
  });

/**
 * A service's status, as the REST API has it.
 *
 * @internal
 */
export const statusOutput = (z: Z) => {
  const unknownOr = (meaning: string) =>
    z.number().nullable().describe(meaning);
  return z.object({
    entityRef: z.string(),
    observedAt: z.string().nullable(),
    refreshSeconds: z.number(),
    broker: broker(z),
    queues: z.array(
      z.object({
        name: z.string(),
        length: unknownOr('Messages waiting'),
        lengthByPriority: z.record(z.number()).nullable(),
        inFlight: unknownOr('Messages delivered and not acknowledged'),
        inFlightEstimated: z.boolean().optional(),
        scheduled: unknownOr(
          'Of those in flight, held for their ETA',
        ).optional(),
        scheduledEstimated: z.boolean().optional(),
        oldestAgeSeconds: unknownOr('Age of the oldest message waiting'),
        arrivalPerSecond: unknownOr('Messages published per second, lately'),
        drainPerSecond: unknownOr('Messages taken per second, lately'),
        secondsToDrain: unknownOr('Seconds until the queue is empty'),
        newestInFlightAgeSeconds: unknownOr(
          'Age of the newest message that was seen in flight in the last half minute',
        ).optional(),
        error: brokerError(z).optional(),
      }),
    ),
  });
};

/**
 * What is going on with each queue, in sentences.
 *
 * @internal
 */
export const explanationOutput = (z: Z) =>
  z.object({
    entityRef: z.string(),
    observedAt: z.string().nullable(),
    broker: broker(z),
    queues: z
      .array(
        z.object({
          queue: z.string(),
          state: z.enum(DIAGNOSIS_STATES),
          severity: z.enum(DIAGNOSIS_SEVERITIES),
          title: z.string(),
          sentence: z.string(),
          cause: z.string().optional(),
          whatToDo: z.string().optional(),
          command: z.string().optional(),
          link: z.string().optional(),
          next: z.string().optional(),
          nextInSeconds: z.number().optional(),
          notes: z.array(z.string()),
          evidence: z.array(
            z.object({
              object: z.string(),
              field: z.string(),
              value: z.union([z.string(), z.number()]).nullable(),
            }),
          ),
          workers: z
            .object({
              current: z.number().nullable(),
              desired: z.number().nullable(),
              min: z.number().nullable(),
              max: z.number().nullable(),
            })
            .describe('Replicas; null is unknown'),
        }),
      )
      .describe('Worst first'),
  });

/**
 * A service's history, as the REST API has it.
 *
 * @internal
 */
export const historyOutput = (z: Z) => {
  const range = z
    .object({ min: z.number(), avg: z.number(), max: z.number() })
    .nullable();
  return z.object({
    entityRef: z.string(),
    from: z.string(),
    to: z.string(),
    stepSeconds: z.number(),
    queues: z.array(
      z.object({
        name: z.string(),
        points: z.array(
          z.object({
            at: z.string(),
            length: range,
            inFlight: range,
            scheduled: range,
            oldestAgeSeconds: range,
            replicas: range,
            desiredReplicas: range,
          }),
        ),
      }),
    ),
  });
};

import { InputError } from '@backstage/errors';
import { z } from 'zod';

const name = z
  .string()
  .regex(/^(?![-_.])[-_.A-Za-z0-9]+(?<![-_.])$/, {
    error: 'must be letters and digits, with "-", "_" and "." between them',
  })
  .max(253);

/**
 * An entity ref as path parameters.
 *
 * @internal
 */
export const entityParamsSchema = z.object({
  kind: name,
  namespace: name,
  name,
});

const moment = z.iso.datetime({ offset: true });

/**
 * Which part of a history, and how finely.
 *
 * @internal
 */
export const historyQuerySchema = z
  .object({
    from: moment.optional().meta({
      description: 'Start; an hour before the end when left out.',
    }),
    to: moment.optional().meta({ description: 'End; now when left out.' }),
    stepSeconds: z.coerce.number().int().min(15).max(86_400).optional().meta({
      description:
        'Length of a step; made longer when there would be too many.',
    }),
  })
  .refine(
    ({ from, to }) =>
      from === undefined ||
      Date.parse(from) < (to === undefined ? Date.now() : Date.parse(to)),
    { error: 'must lie before to, and before now', path: ['from'] },
  );

/**
 * An error as Backstage backends answer it.
 *
 * @internal
 */
export const errorResponseSchema = z.object({
  error: z.looseObject({
    name: z.string(),
    message: z.string(),
  }),
  request: z.looseObject({}).optional(),
  response: z.looseObject({ statusCode: z.number().int() }),
});

/**
 * The input as the schema reads it.
 *
 * @throws InputError, with what is wrong where.
 *
 * @internal
 */
export function valid<T>(schema: z.ZodType<T>, input: unknown): T {
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

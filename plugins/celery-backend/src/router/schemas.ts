import { z } from 'zod';

const name = z
  .string()
  .regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/, {
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

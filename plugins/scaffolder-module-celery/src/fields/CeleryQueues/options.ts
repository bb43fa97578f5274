import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { validateQueues } from './validateQueues';

/** What both frontend systems are told of the field `CeleryQueues`, besides its component. */
export const celeryQueuesOptions = {
  name: 'CeleryQueues',
  validation: validateQueues,
  schema: makeFieldSchema({
    output: z =>
      z.array(
        z.object({
          name: z.string().optional(),
          workload: z
            .record(z.union([z.number(), z.boolean(), z.string()]))
            .optional(),
        }),
      ),
  }),
};

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryQueues } from './CeleryQueues';
import { validateQueues } from './validateQueues';

/** The field `CeleryQueues`. */
export const celeryQueuesField = createFormField({
  name: 'CeleryQueues',
  component: CeleryQueues,
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
});

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryWorkload } from './CeleryWorkload';
import { validateWorkload } from './validateWorkload';

/** The field `CeleryWorkload`. */
export const celeryWorkloadField = createFormField({
  name: 'CeleryWorkload',
  component: CeleryWorkload,
  validation: validateWorkload,
  schema: makeFieldSchema({
    output: z => z.record(z.union([z.number(), z.boolean(), z.string()])),
  }),
});

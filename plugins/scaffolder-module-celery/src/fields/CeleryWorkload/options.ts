import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { validateWorkload } from './validateWorkload';

/** What both frontend systems are told of the field `CeleryWorkload`, besides its component. */
export const celeryWorkloadOptions = {
  name: 'CeleryWorkload',
  validation: validateWorkload,
  schema: makeFieldSchema({
    output: z => z.record(z.union([z.number(), z.boolean(), z.string()])),
  }),
};

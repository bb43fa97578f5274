import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryPriorities } from './CeleryPriorities';

/** The field `CeleryPriorities`. */
export const celeryPrioritiesField = createFormField({
  name: 'CeleryPriorities',
  component: CeleryPriorities,
  schema: makeFieldSchema({ output: z => z.boolean() }),
});

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What both frontend systems are told of the field `CeleryPriorities`, besides its component. */
export const celeryPrioritiesOptions = {
  name: 'CeleryPriorities',
  schema: makeFieldSchema({ output: z => z.boolean() }),
};

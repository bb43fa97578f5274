import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What both frontend systems are told of the field `CeleryChoice`, besides its component. */
export const celeryChoiceOptions = {
  name: 'CeleryChoice',
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z => z.object({ about: z.enum(['region', 'publish']) }),
  }),
};

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryChoice } from './CeleryChoice';

/** The field `CeleryChoice`. */
export const celeryChoiceField = createFormField({
  name: 'CeleryChoice',
  component: CeleryChoice,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z => z.object({ about: z.enum(['region', 'publish']) }),
  }),
});

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryText } from './CeleryText';
import { validateText } from './validateText';

/** The field `CeleryText`. */
export const celeryTextField = createFormField({
  name: 'CeleryText',
  component: CeleryText,
  validation: validateText,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        about: z.enum([
          'description',
          'cluster',
          'namespace',
          'registryNamespace',
        ]),
      }),
  }),
});

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { validateText } from './validateText';

/** What both frontend systems are told of the field `CeleryText`, besides its component. */
export const celeryTextOptions = {
  name: 'CeleryText',
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
};

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryServiceName } from './CeleryServiceName';
import { validateServiceName } from './validateServiceName';

/** The field `CeleryServiceName`. */
export const celeryServiceNameField = createFormField({
  name: 'CeleryServiceName',
  component: CeleryServiceName,
  validation: validateServiceName,
  schema: makeFieldSchema({ output: z => z.string() }),
});

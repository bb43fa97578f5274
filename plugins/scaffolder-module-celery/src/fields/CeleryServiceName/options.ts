import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { validateServiceName } from './validateServiceName';

/** What both frontend systems are told of the field `CeleryServiceName`, besides its component. */
export const celeryServiceNameOptions = {
  name: 'CeleryServiceName',
  validation: validateServiceName,
  schema: makeFieldSchema({ output: z => z.string() }),
};

import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryServiceName } from './CeleryServiceName';
import { celeryServiceNameOptions } from './options';

/** The field `CeleryServiceName`. */
export const celeryServiceNameField = createFormField({
  ...celeryServiceNameOptions,
  component: CeleryServiceName,
});

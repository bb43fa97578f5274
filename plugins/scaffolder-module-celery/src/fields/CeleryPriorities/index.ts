import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryPriorities } from './CeleryPriorities';
import { celeryPrioritiesOptions } from './options';

/** The field `CeleryPriorities`. */
export const celeryPrioritiesField = createFormField({
  ...celeryPrioritiesOptions,
  component: CeleryPriorities,
});

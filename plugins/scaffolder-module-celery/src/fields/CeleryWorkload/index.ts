import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryWorkload } from './CeleryWorkload';
import { celeryWorkloadOptions } from './options';

/** The field `CeleryWorkload`. */
export const celeryWorkloadField = createFormField({
  ...celeryWorkloadOptions,
  component: CeleryWorkload,
});

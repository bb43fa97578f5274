import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryQueues } from './CeleryQueues';
import { celeryQueuesOptions } from './options';

/** The field `CeleryQueues`. */
export const celeryQueuesField = createFormField({
  ...celeryQueuesOptions,
  component: CeleryQueues,
});

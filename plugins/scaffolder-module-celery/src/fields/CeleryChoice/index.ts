import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryChoice } from './CeleryChoice';
import { celeryChoiceOptions } from './options';

/** The field `CeleryChoice`. */
export const celeryChoiceField = createFormField({
  ...celeryChoiceOptions,
  component: CeleryChoice,
});

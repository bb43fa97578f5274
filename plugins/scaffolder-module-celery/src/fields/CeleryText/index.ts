import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryText } from './CeleryText';
import { celeryTextOptions } from './options';

/** The field `CeleryText`. */
export const celeryTextField = createFormField({
  ...celeryTextOptions,
  component: CeleryText,
});

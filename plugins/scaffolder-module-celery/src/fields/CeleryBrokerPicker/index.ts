import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryBrokerPicker } from './CeleryBrokerPicker';
import { celeryBrokerPickerOptions } from './options';

/** The field `CeleryBrokerPicker`. */
export const celeryBrokerPickerField = createFormField({
  ...celeryBrokerPickerOptions,
  component: CeleryBrokerPicker,
});

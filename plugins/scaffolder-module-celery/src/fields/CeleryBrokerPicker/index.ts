import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CeleryBrokerPicker } from './CeleryBrokerPicker';

/** The field `CeleryBrokerPicker`. */
export const celeryBrokerPickerField = createFormField({
  name: 'CeleryBrokerPicker',
  component: CeleryBrokerPicker,
  schema: makeFieldSchema({ output: z => z.string() }),
});

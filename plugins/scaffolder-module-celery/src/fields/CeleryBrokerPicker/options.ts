import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What both frontend systems are told of the field `CeleryBrokerPicker`, besides its component. */
export const celeryBrokerPickerOptions = {
  name: 'CeleryBrokerPicker',
  schema: makeFieldSchema({ output: z => z.string() }),
};

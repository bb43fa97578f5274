/**
 * The wizard of the Celery service template for apps of Backstage's older
 * frontend system: form fields to be put into `ScaffolderFieldExtensions`.
 *
 * @packageDocumentation
 */

import { createPlugin } from '@backstage/core-plugin-api';
import {
  createScaffolderFieldExtension,
  CustomFieldValidator,
  FieldExtensionComponentProps,
  FieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { ComponentType } from 'react';
import { celeryBrokerPickerOptions } from './fields/CeleryBrokerPicker/options';
import { celeryChoiceOptions } from './fields/CeleryChoice/options';
import { celeryPrioritiesOptions } from './fields/CeleryPriorities/options';
import { celeryQueuesOptions } from './fields/CeleryQueues/options';
import { celeryServiceNameOptions } from './fields/CeleryServiceName/options';
import { celeryTextOptions } from './fields/CeleryText/options';
import { celeryWorkloadOptions } from './fields/CeleryWorkload/options';
import { lazyField } from './form/lazyField';

const plugin = createPlugin({ id: 'scaffolder-module-celery' });

/** Makes a field of this system out of what the newer one is told, too. */
function provideField<T, U extends {}>(
  {
    schema,
    ...options
  }: {
    name: string;
    schema: FieldSchema<T, U>;
    validation?: CustomFieldValidator<T, U>;
  },
  load: () => Promise<ComponentType<FieldExtensionComponentProps<T, U>>>,
): () => null {
  return plugin.provide(
    createScaffolderFieldExtension({
      ...options,
      schema: schema.schema,
      component: lazyField(load),
    }),
  );
}

/**
 * The field `CeleryServiceName`.
 *
 * @public
 */
export const CeleryServiceNameFieldExtension: () => null = provideField(
  celeryServiceNameOptions,
  () =>
    import('./fields/CeleryServiceName/CeleryServiceName').then(
      m => m.CeleryServiceName,
    ),
);

/**
 * The field `CeleryBrokerPicker`.
 *
 * @public
 */
export const CeleryBrokerPickerFieldExtension: () => null = provideField(
  celeryBrokerPickerOptions,
  () =>
    import('./fields/CeleryBrokerPicker/CeleryBrokerPicker').then(
      m => m.CeleryBrokerPicker,
    ),
);

/**
 * The field `CeleryWorkload`.
 *
 * @public
 */
export const CeleryWorkloadFieldExtension: () => null = provideField(
  celeryWorkloadOptions,
  () =>
    import('./fields/CeleryWorkload/CeleryWorkload').then(
      m => m.CeleryWorkload,
    ),
);

/**
 * The field `CeleryQueues`.
 *
 * @public
 */
export const CeleryQueuesFieldExtension: () => null = provideField(
  celeryQueuesOptions,
  () => import('./fields/CeleryQueues/CeleryQueues').then(m => m.CeleryQueues),
);

/**
 * The field `CeleryPriorities`.
 *
 * @public
 */
export const CeleryPrioritiesFieldExtension: () => null = provideField(
  celeryPrioritiesOptions,
  () =>
    import('./fields/CeleryPriorities/CeleryPriorities').then(
      m => m.CeleryPriorities,
    ),
);

/**
 * The field `CeleryText`.
 *
 * @public
 */
export const CeleryTextFieldExtension: () => null = provideField(
  celeryTextOptions,
  () => import('./fields/CeleryText/CeleryText').then(m => m.CeleryText),
);

/**
 * The field `CeleryChoice`.
 *
 * @public
 */
export const CeleryChoiceFieldExtension: () => null = provideField(
  celeryChoiceOptions,
  () => import('./fields/CeleryChoice/CeleryChoice').then(m => m.CeleryChoice),
);

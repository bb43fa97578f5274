import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/**
 * Form fields for templates that create Celery services.
 *
 * @public
 */
export const celeryWizardModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    FormFieldBlueprint.make({
      name: 'celery-service-name',
      params: {
        field: () =>
          import('./fields/CeleryServiceName').then(
            m => m.celeryServiceNameField,
          ),
      },
    }),
    FormFieldBlueprint.make({
      name: 'celery-broker-picker',
      params: {
        field: () =>
          import('./fields/CeleryBrokerPicker').then(
            m => m.celeryBrokerPickerField,
          ),
      },
    }),
    FormFieldBlueprint.make({
      name: 'celery-workload',
      params: {
        field: () =>
          import('./fields/CeleryWorkload').then(m => m.celeryWorkloadField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'celery-queues',
      params: {
        field: () =>
          import('./fields/CeleryQueues').then(m => m.celeryQueuesField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'celery-priorities',
      params: {
        field: () =>
          import('./fields/CeleryPriorities').then(
            m => m.celeryPrioritiesField,
          ),
      },
    }),
    FormFieldBlueprint.make({
      name: 'celery-choice',
      params: {
        field: () =>
          import('./fields/CeleryChoice').then(m => m.celeryChoiceField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'celery-text',
      params: {
        field: () => import('./fields/CeleryText').then(m => m.celeryTextField),
      },
    }),
  ],
});

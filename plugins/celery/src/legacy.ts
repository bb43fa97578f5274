/**
 * The Celery plugin for apps of Backstage's older frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { celeryApiRef, CeleryClient } from './api';

export * from './api';
export { isCeleryAvailable } from './annotations';

/**
 * The Celery plugin.
 *
 * @public
 */
export const celeryPlugin = createPlugin({
  id: 'celery',
  apis: [
    createApiFactory({
      api: celeryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CeleryClient(deps),
    }),
  ],
});

/**
 * The entity card *Scaling*.
 *
 * @public
 */
export const EntityCeleryScalingCard = celeryPlugin.provide(
  createComponentExtension({
    name: 'EntityCeleryScalingCard',
    component: {
      lazy: () => import('./components/ScalingCard').then(m => m.ScalingCard),
    },
  }),
);

import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  ANNOTATION_BROKER,
  ANNOTATION_QUEUES,
} from '@celery-keda/backstage-plugin-celery-common';
import { RiStackLine } from '@remixicon/react';
import { celeryApiRef, CeleryClient } from './api';

const celeryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: celeryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CeleryClient(deps),
    }),
});

// One annotation without the other is a mistake that the card explains.
const hasCeleryAnnotation = {
  $any: [
    { [`metadata.annotations.${ANNOTATION_QUEUES}`]: { $exists: true } },
    { [`metadata.annotations.${ANNOTATION_BROKER}`]: { $exists: true } },
  ],
};

const scalingCard = EntityCardBlueprint.make({
  name: 'scaling',
  params: {
    type: 'content',
    filter: hasCeleryAnnotation,
    loader: () =>
      import('./components/ScalingCard').then(m => <m.ScalingCard />),
  },
});

/**
 * The Celery plugin.
 *
 * @public
 */
export const celeryPlugin = createFrontendPlugin({
  pluginId: 'celery',
  title: 'Celery',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [celeryApi, scalingCard],
});

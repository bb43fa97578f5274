import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { celeryViewPermission } from '@celery-keda/backstage-plugin-celery-common';
import { celeryPlugin } from './plugin';

/**
 * Hides the page and the tab from those to whom the basic permission
 * `celery.view` is not granted. Not part of the plugin itself: with it the
 * portal asks the permission backend before it shows anything, and shows
 * nothing at all if that fails.
 *
 * @public
 */
export const celeryViewModule = createFrontendModule({
  pluginId: 'celery',
  if: { permissions: { $contains: `${celeryViewPermission.name}#read` } },
  extensions: [
    celeryPlugin.getExtension('page:celery'),
    celeryPlugin.getExtension('entity-content:celery/scaling'),
  ],
});

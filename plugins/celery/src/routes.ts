import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The entity tab *Celery*. */
export const scalingRouteRef = createRouteRef();

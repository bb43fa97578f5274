import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The entity tab *Celery*. */
export const scalingRouteRef = createRouteRef();

/** The page *Celery*, of all services. */
export const overviewRouteRef = createRouteRef();

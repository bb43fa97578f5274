import { mkdir } from 'node:fs/promises';
import { createBackend } from '@backstage/backend-defaults';
import { Broker, openBroker } from './broker/broker';
import { LocalCluster } from './cluster/LocalCluster';
import { LOGS, MEMORY, RUN, SERVICES, TEMPORARY } from './paths';
import { endWithStarter } from './portal/endWithStarter';
import { localPlugin } from './portal/localPlugin';
import { localServicesReader } from './portal/localServices';
import { ensurePythonEnvironment } from './python/environment';
import { PythonProblem } from './python/interpreter';

/** The command line that started this backend, and the frontend with it. */
const PORTAL_PID = process.ppid;

/** From then on the backend ends this process itself when it is told to. */
let starting = false;

async function main(): Promise<void> {
  await mkdir(TEMPORARY, { recursive: true });
  const backend = createBackend();
  addPlugins(backend);
  const environment = await ensurePythonEnvironment();
  if (!process.env.CELERY_LOCAL_REDIS_URL) {
    const broker = await openBroker({ environment, portalPid: PORTAL_PID });
    releaseAtEnd(broker);
    process.env.CELERY_LOCAL_REDIS_URL = broker.url;
  }
  const cluster = await LocalCluster.open({
    environment,
    services: SERVICES,
    run: RUN,
    logs: LOGS,
    memoryFile: MEMORY,
    watchPid: PORTAL_PID,
  });
  const api = await cluster.listen();
  process.env.CELERY_LOCAL_CLUSTER_URL = api.url;
  process.env.CELERY_LOCAL_CLUSTER_TOKEN = api.token;

  backend.add(localPlugin(cluster));
  backend.add(localServicesReader(SERVICES));
  starting = true;
  await backend.start();
}

function addPlugins(backend: ReturnType<typeof createBackend>): void {
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(
    import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
  );
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-kubernetes-backend'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(
    import('@backstage/plugin-permission-backend-module-allow-all-policy'),
  );
  backend.add(import('@backstage/plugin-scaffolder-backend'));
  backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
  backend.add(import('@backstage/plugin-user-settings-backend'));
  backend.add(import('../src'));
  backend.add(
    import('@celery-keda/backstage-plugin-catalog-backend-module-celery'),
  );
  backend.add(
    import('@celery-keda/backstage-plugin-scaffolder-backend-module-celery'),
  );
}

/**
 * At an orderly end the broker is left to the next backend. Not by way of the
 * backend's own hooks: an edit may end it before those are in place.
 */
function releaseAtEnd(broker: Broker): void {
  process.once('SIGTERM', async () => {
    await broker.release();
    if (!starting) {
      process.exit();
    }
  });
}

// The command line may be killed without a chance to tell its child.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
endWithStarter(PORTAL_PID);

main().catch(error => {
  console.error(error instanceof PythonProblem ? error.message : error);
  process.exit(1);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../../plugins/celery-backend/dev/paths';
import { portalUrls, startPortal, stopPortal } from '../../../e2e/portal';
import { Cluster } from '../../cluster';
import { freePorts } from '../../control-plane/ports';
import { grantPortalAccess, writePortalFile } from '../../portalAccess';

/** The portal of `npm start`, against a cluster. */
export interface PortalUnderTest {
  frontendUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts the portal as a contributor does, with `app-config.cluster.yaml` and
 * the rights that we ship, but with a database and ports of its own.
 *
 * @param repository - the generated repository that its catalog knows
 */
export async function startPortalUnderTest(
  cluster: Cluster,
  brokerUrl: string,
  repository: string,
): Promise<PortalUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'celery-portal-'));
  const clusterFile = join(folder, 'portal.json');
  const ownConfig = join(folder, 'app-config.json');
  await writePortalFile(clusterFile, {
    ...(await grantPortalAccess(cluster)),
    brokerUrl,
  });
  await writeFile(ownConfig, JSON.stringify(configOf(folder, repository)));
  const ports = await freePorts('frontend', 'backend');
  const env = {
    ...process.env,
    PORTAL_PORT: String(ports.frontend),
    PORTAL_BACKEND_PORT: String(ports.backend),
    CELERY_CLUSTER_FILE: clusterFile,
    // Or the portal would start a broker that nobody asks.
    CELERY_LOCAL_REDIS_URL: brokerUrl,
  };
  const configs = [
    ...['../../app-config.yaml', '../../app-config.cluster.yaml'],
    ownConfig,
  ];
  const portal = await startPortal({
    args: configs.flatMap(file => ['--config', file]),
    env,
  });
  return {
    frontendUrl: portalUrls(env).frontendUrl,
    stop: async () => {
      await stopPortal(portal);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(folder: string, repository: string) {
  return {
    backend: { database: { connection: { directory: join(folder, 'db') } } },
    catalog: {
      locations: [
        {
          type: 'file',
          target: join(ROOT, 'plugins/celery-backend/dev/entities/org.yaml'),
          rules: [{ allow: ['Group', 'User'] }],
        },
        { type: 'file', target: join(repository, 'catalog-info.yaml') },
      ],
    },
  };
}

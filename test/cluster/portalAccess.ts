import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../plugins/celery-backend/dev/paths';
import { ControlPlane } from './control-plane/controlPlane';

/** The rights that an administrator gives a portal, as we ship them. */
export const PORTAL_READER = join(
  ROOT,
  'plugins/celery-backend/manifests/portal-reader.yaml',
);

const NAMESPACE = 'backstage';
const NAME = 'celery-portal-reader';
const TOKEN_WITHIN_MS = 30_000;

/** What a portal's configuration says about a cluster. */
export interface PortalAccess {
  url: string;
  /** Of a service account that may read and nothing else. */
  token: string;
  /** In base64, as `caData` wants it. */
  caData: string;
}

/** Applies the manifest that we ship, and returns what it gives a portal. */
export async function grantPortalAccess({
  caCertificate,
  kubectl,
  url,
}: Pick<
  ControlPlane,
  'caCertificate' | 'kubectl' | 'url'
>): Promise<PortalAccess> {
  await kubectl(['apply', '--server-side', '-f', PORTAL_READER]);
  const deadline = Date.now() + TOKEN_WITHIN_MS;
  for (;;) {
    const { output } = await kubectl([
      ...['get', 'secret', NAME, '--namespace', NAMESPACE],
      ...['--output', 'jsonpath={.data.token}'],
    ]);
    if (output) {
      return {
        url,
        token: Buffer.from(output, 'base64').toString('utf8'),
        caData: Buffer.from(caCertificate).toString('base64'),
      };
    }
    if (Date.now() > deadline) {
      throw new Error('the service account got no token');
    }
    await delay(100);
  }
}

/** Writes what `app-config.cluster.yaml` includes. */
export async function writePortalFile(
  file: string,
  access: PortalAccess & { brokerUrl: string },
): Promise<void> {
  await writeFile(file, `${JSON.stringify(access, null, 2)}\n`, {
    mode: 0o600,
  });
}

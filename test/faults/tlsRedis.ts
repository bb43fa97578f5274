import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { existsSync, readFileSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startInstalledServer } from '../../plugins/celery-backend/src/__testUtils__/installedServer';
import {
  startTlsProxy,
  TestServer,
} from '../../plugins/celery-backend/src/__testUtils__/servers';

const HOST = '127.0.0.1';

function pem(name: string): string {
  return resolvePackagePath(
    '@celery-keda/backstage-plugin-celery-backend',
    'src/__testUtils__/tls',
    name,
  );
}

const CERTIFICATE = pem('server.cert.pem');

/** The server's certificate, which is its own authority. */
export const TLS_CERTIFICATE = readFileSync(CERTIFICATE, 'utf8');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some(folder => existsSync(join(folder, program)));
}

/**
 * Starts the system's `redis-server` with TLS and nothing else: the embedded
 * Valkey is built without. On a machine that has none, TLS is spoken before a
 * server that is there.
 */
export async function startTlsRedis(plainPort: number): Promise<TestServer> {
  if (!isInstalled('redis-server')) {
    return startTlsProxy(plainPort);
  }
  const port = await freePort();
  const stop = await startInstalledServer([
    ...['redis-server', '--bind', HOST, '--port', '0', '--save', ''],
    ...['--tls-port', String(port), '--tls-auth-clients', 'no'],
    ...['--tls-cert-file', CERTIFICATE, '--tls-ca-cert-file', CERTIFICATE],
    ...['--tls-key-file', pem('server.key.pem'), '--dir', tmpdir()],
  ]);
  return { port, stop };
}

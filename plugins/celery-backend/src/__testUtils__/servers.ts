import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

const HOST = '127.0.0.1';

function pem(name: string): string {
  return readFileSync(
    resolvePackagePath(
      '@celery-keda/backstage-plugin-celery-backend',
      'src/__testUtils__/tls',
      name,
    ),
    'utf8',
  );
}

/** The certificate of the test's TLS server, which is its own authority. */
export const TEST_CERTIFICATE = pem('server.cert.pem');

/**
 * A server of the test's own on loopback.
 */
export interface TestServer {
  port: number;
  stop(): Promise<void>;
}

/** A server that accepts connections and does as it is told with them. */
export async function startServer(
  onConnection: (socket: Socket) => void,
): Promise<TestServer> {
  return listening(createServer(), 'connection', onConnection);
}

/** A server that speaks TLS and hands everything on to a port. */
export async function startTlsProxy(port: number): Promise<TestServer> {
  const server = createTlsServer({
    cert: TEST_CERTIFICATE,
    key: pem('server.key.pem'),
  });
  return listening(server, 'secureConnection', socket => {
    const onward = connect(port, HOST);
    socket.pipe(onward).pipe(socket);
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
}

async function listening(
  server: Server,
  event: 'connection' | 'secureConnection',
  onConnection: (socket: Socket) => void,
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on(event, (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      sockets.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}

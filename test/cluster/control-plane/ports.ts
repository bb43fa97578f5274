import { createServer, Server } from 'node:net';

/** Everything listens here and nowhere else. */
export const HOST = '127.0.0.1';

/** Finds ports that are free and differ from one another. */
export async function freePorts<Name extends string>(
  ...names: Name[]
): Promise<Record<Name, number>> {
  const ports: Partial<Record<Name, number>> = {};
  const servers: Server[] = [];
  for (const name of names) {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, HOST, resolve);
    });
    servers.push(server);
    const address = server.address();
    ports[name] = typeof address === 'object' && address ? address.port : 0;
  }
  // Only now, so that no port is given out twice.
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports as Record<Name, number>;
}

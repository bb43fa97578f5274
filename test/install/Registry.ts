import { createReadStream } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { Packed } from './packages';

const HOST = '127.0.0.1';

/**
 * A package registry on loopback that has our packages and no other, so that
 * the commands of the documents work before anything is published.
 */
export class Registry {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(packages: readonly Packed[]): Promise<Registry> {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '');
      const packed = packages.find(({ tarball, manifest }) =>
        [`/${manifest.name}`, `/-/${basename(tarball)}`].includes(path),
      );
      if (!packed) {
        response.writeHead(404).end();
      } else if (path.startsWith('/-/')) {
        createReadStream(packed.tarball).pipe(response);
      } else {
        const { port } = server.address() as AddressInfo;
        response.setHeader('Content-Type', 'application/json');
        response.end(
          JSON.stringify(descriptionOf(packed, `http://${HOST}:${port}`)),
        );
      }
    });
    await new Promise<void>(resolve => server.listen(0, HOST, resolve));
    return new Registry(server);
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://${HOST}:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

/** What a registry says of a package that has one version. */
function descriptionOf(
  { manifest, tarball, integrity }: Packed,
  url: string,
): object {
  const { name, version } = manifest;
  return {
    name,
    'dist-tags': { latest: version },
    versions: {
      [version]: {
        ...manifest,
        dist: { tarball: `${url}/-/${basename(tarball)}`, integrity },
      },
    },
    time: { [version]: new Date().toISOString() },
  };
}

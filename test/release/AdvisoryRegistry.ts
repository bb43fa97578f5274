import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

const HOST = '127.0.0.1';
const BULK = '/-/npm/v1/security/advisories/bulk';

/** An advisory, as a registry tells it of a package. */
export interface RegistryAdvisory {
  id: number;
  url: string;
  title: string;
  severity: string;
  vulnerable_versions: string;
}

/** A package registry on loopback that knows advisories, and nothing else. */
export class AdvisoryRegistry {
  /** What it was asked about last: versions, by the package's name. */
  asked: Record<string, string[]> = {};

  private readonly server = createServer((request, response) =>
    this.answer(request, response),
  );

  private constructor(
    private readonly advisories?: Record<string, RegistryAdvisory[]>,
  ) {}

  /** @param advisories - by the package's name; without any, it refuses to be asked */
  static async start(
    advisories?: Record<string, RegistryAdvisory[]>,
  ): Promise<AdvisoryRegistry> {
    const registry = new AdvisoryRegistry(advisories);
    await new Promise<void>(resolve =>
      registry.server.listen(0, HOST, resolve),
    );
    return registry;
  }

  /** Has npm ask here, and once only. */
  get env(): NodeJS.ProcessEnv {
    const { port } = this.server.address() as AddressInfo;
    return {
      ...process.env,
      npm_config_registry: `http://${HOST}:${port}`,
      npm_config_fetch_retries: '0',
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method !== 'POST' || request.url !== BULK) {
      response.writeHead(404).end();
    } else if (!this.advisories) {
      response.writeHead(405, { Allow: 'GET,HEAD' }).end();
    } else {
      this.asked = JSON.parse(await textOf(request));
      const known = Object.entries(this.advisories).filter(
        ([name]) => name in this.asked,
      );
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(Object.fromEntries(known)));
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const body = await buffer(request);
  return String(
    request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body,
  );
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import {
  createServer,
  IncomingMessage,
  request,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build, Metafile, Plugin } from 'esbuild';
import { parse } from 'yaml';
import { ROOT } from '../../../plugins/celery-backend/dev/paths';
import { workersAnswer } from './workers';

const HOST = '127.0.0.1';
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const ASSETS = ['.svg', '.png', '.gif', '.jpg', '.woff', '.woff2', '.ttf'];

/** A session such as the guest provider gives; its token is nobody's. */
const SESSION = {
  profile: {},
  providerInfo: {},
  backstageIdentity: {
    token: `e30.${Buffer.from(
      JSON.stringify({ exp: Date.now() / 1000 + 86_400 }),
    ).toString('base64')}.e30`,
    expiresInSeconds: 86_400,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/guest',
      ownershipEntityRefs: ['user:default/guest', 'group:default/platform'],
    },
  },
};

/** The frontend of `npm start`, with the one thing of Node.js that it wants. */
const ENTRY = `
import { Buffer } from 'buffer/';
globalThis.Buffer = Buffer;
import('./plugins/celery/dev/index.tsx');
`;

/** A table's export, which nobody uses here, wants what browsers have not. */
const withoutStreams: Plugin = {
  name: 'without-streams',
  setup(setup) {
    setup.onResolve({ filter: /^stream$/ }, ({ path }) => ({
      path,
      namespace: 'nothing',
    }));
    setup.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({
      contents: 'export class Transform {}',
    }));
  },
};

/** Answers of what does not run here. */
const FIXED: Record<string, () => object> = {
  '/api/auth/guest/refresh': () => SESSION,
  '/.backstage/health/v1/readiness': () => ({ status: 'ok' }),
  '/api/kubernetes/clusters': () => ({
    items: [{ name: 'local', authProvider: 'serviceAccount' }],
  }),
  '/api/kubernetes/resources/custom/query': workersAnswer,
};

/** The portal's frontend as it is in production. */
export interface Site {
  url: string;
  metafile: Metafile;
  stop(): Promise<void>;
}

/**
 * Builds the frontend that `npm start` runs, for production, and serves it in
 * front of a backend.
 */
export async function serveSite(backendPort: number): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'celery-keda-bench-'));
  const { metafile } = await build({
    stdin: {
      contents: ENTRY,
      resolveDir: ROOT,
      sourcefile: 'index.js',
    },
    entryNames: 'index',
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    metafile: true,
    outdir: folder,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.APP_CONFIG': 'window.appConfig',
      global: 'globalThis',
    },
    loader: Object.fromEntries(ASSETS.map(ending => [ending, 'dataurl'])),
    plugins: [withoutStreams],
  });
  const files = await readdir(folder);
  const server = createServer((asked, answer) => {
    respond(asked, answer).catch(() => answer.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const html = await pageOf(url, files);

  async function respond(
    asked: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> {
    const { pathname } = new URL(asked.url ?? '/', url);
    const fixed = FIXED[pathname];
    if (fixed) {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify(fixed()));
    } else if (pathname.startsWith('/api/')) {
      forward(asked, answer, backendPort);
    } else if (files.includes(pathname.slice(1))) {
      answer.setHeader('content-type', TYPES[extname(pathname)] ?? '');
      answer.setHeader('cache-control', 'max-age=3600');
      answer.end(await readFile(join(folder, pathname)));
    } else {
      answer.setHeader('content-type', 'text/html');
      answer.end(html);
    }
  }

  return {
    url,
    metafile,
    async stop() {
      await close(server);
      await rm(folder, { recursive: true });
    },
  };
}

async function pageOf(url: string, files: readonly string[]): Promise<string> {
  const { app } = parse(await readFile(join(ROOT, 'app-config.yaml'), 'utf8'));
  const config = [
    {
      context: 'bench',
      data: {
        app: { title: 'Bench', baseUrl: url, extensions: app.extensions },
        backend: { baseUrl: url },
        organization: { name: 'Bench' },
      },
    },
  ];
  const styles = files
    .filter(file => file.endsWith('.css'))
    .map(file => `<link rel="stylesheet" href="/${file}">`);
  return [
    '<!doctype html><html lang="en"><head><title>Bench</title>',
    ...styles,
    `</head><body><div id="root"></div><script>window.appConfig = ${JSON.stringify(
      config,
    )}</script>`,
    '<script type="module" src="/index.js"></script></body></html>',
  ].join('\n');
}

/** Passes a request on, in nobody's name: the backend takes it for a user's. */
function forward(
  asked: IncomingMessage,
  answer: ServerResponse,
  port: number,
): void {
  const { authorization, ...headers } = asked.headers;
  const passed = request(
    { host: HOST, port, path: asked.url, method: asked.method, headers },
    response => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    },
  );
  passed.on('error', () => answer.writeHead(502).end());
  asked.pipe(passed);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

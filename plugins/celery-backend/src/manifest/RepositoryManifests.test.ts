import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { manifestPlansOf } from '@celery-keda/backstage-plugin-celery-common';
import { RepositoryManifests } from './RepositoryManifests';

const WORKERS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    spec:
      terminationGracePeriodSeconds: 105
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: orders }
spec:
  scaleTargetRef: { name: orders }
  maxReplicaCount: 20
  triggers:
    - type: redis
      metadata: { listName: "orders:orders", listLength: "2" }
`;
const BASE = `
kind: Kustomization
resources: [configmap.yaml, workers-orders.yaml]
`;
const DEV = `
kind: Kustomization
resources: [../../base]
patches:
  - target: { kind: ScaledObject }
    patch: |
      - { op: replace, path: /spec/maxReplicaCount, value: 2 }
`;
const SERVICE = {
  entityRef: 'component:default/orders',
  broker: 'orders-broker',
  queues: ['orders'],
  keyPrefix: 'orders:',
  prioritySteps: [0],
};

/** What the repository holds, by path. */
let files: Record<string, string>;
/** What was asked of it, and what it answered. */
let asked: string[];
/** Answers instead of the files. */
let instead: RequestListener | undefined;

const server = createServer((req, res) => {
  if (instead) {
    instead(req, res);
    return;
  }
  const path = req.url?.replace('/repository/', '') ?? '';
  const text = files[path];
  const etag = text && `"${createHash('sha1').update(text).digest('hex')}"`;
  if (!text) {
    res.statusCode = 404;
  } else if (req.headers['if-none-match'] === etag) {
    res.statusCode = 304;
  } else {
    res.setHeader('etag', etag);
  }
  asked.push(`${res.statusCode} ${path}`);
  res.end(res.statusCode === 200 ? text : undefined);
});
let target: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  target = `http://127.0.0.1:${port}/repository/catalog-info.yaml`;
});

beforeEach(() => {
  asked = [];
  instead = undefined;
  files = {
    'deploy/base/kustomization.yaml': BASE,
    'deploy/base/configmap.yaml': 'kind: ConfigMap',
    'deploy/base/workers-orders.yaml': WORKERS,
    'deploy/overlays/dev/kustomization.yaml': DEV,
  };
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

function setUp(options: { allow?: string[]; giveUpMillis?: number } = {}) {
  const { allow = [new URL(target).host], giveUpMillis = 60_000 } = options;
  const clock = { now: 0 };
  const config = mockServices.rootConfig({
    data: { backend: { reading: { allow: allow.map(host => ({ host })) } } },
  });
  const logger = mockServices.logger.mock();
  const repositories = new RepositoryManifests({
    config,
    reader: UrlReaders.default({ config, logger }),
    logger,
    now: () => clock.now,
    giveUpMillis,
  });
  return {
    clock,
    read: () => repositories.read({ type: 'url', target }),
    repositories,
    logger,
  };
}

type Reading = Awaited<ReturnType<ReturnType<typeof setUp>['read']>>;

function mostWorkersOf({ manifests }: Reading) {
  const [queue] = manifestPlansOf(SERVICE, manifests!);
  return Object.fromEntries(
    queue.variants.map(({ path, settings }) => [path, settings.maxReplicas]),
  );
}

it('reads the base and the overlays, and nothing else', async () => {
  const { read } = setUp();
  const reading = await read();
  expect(reading).toMatchObject({ readAt: 0 });
  expect(reading.problem).toBeUndefined();
  expect(mostWorkersOf(reading)).toEqual({
    'deploy/base': 20,
    'deploy/overlays/dev': 2,
  });
  expect(asked.sort()).toEqual([
    '200 deploy/base/configmap.yaml',
    '200 deploy/base/kustomization.yaml',
    '200 deploy/base/workers-orders.yaml',
    '200 deploy/overlays/dev/kustomization.yaml',
    '404 deploy/overlays/prod/kustomization.yaml',
  ]);
});

it('looks once a minute, and asks for what has changed only', async () => {
  const { read, clock } = setUp();
  await Promise.all([read(), read()]);
  clock.now = 59_000;
  await read();
  expect(asked).toHaveLength(5);

  asked = [];
  files['deploy/base/workers-orders.yaml'] = WORKERS.replace('20', '30');
  clock.now = 60_000;
  const reading = await read();
  expect(mostWorkersOf(reading)).toMatchObject({ 'deploy/base': 30 });
  expect(asked.filter(line => line.startsWith('200'))).toEqual([
    '200 deploy/base/workers-orders.yaml',
  ]);
});

it('keeps what it read when the repository does not answer any more', async () => {
  const { read, clock } = setUp();
  await read();
  instead = (_, res) => res.writeHead(500).end();
  clock.now = 60_000;
  const reading = await read();
  expect(reading).toMatchObject({
    readAt: 0,
    problem: { code: 'unreachable' },
  });
  expect(mostWorkersOf(reading)).toMatchObject({ 'deploy/base': 20 });

  instead = undefined;
  clock.now = 120_000;
  expect((await read()).problem).toBeUndefined();
});

it('gives up on a repository that never answers', async () => {
  const { read } = setUp({ giveUpMillis: 50 });
  instead = () => {};
  expect((await read()).problem).toMatchObject({ code: 'unreachable' });
});

it('reads only where the administrator lets it', async () => {
  const { read } = setUp({ allow: [] });
  expect((await read()).problem).toMatchObject({
    code: 'not-allowed',
    message: expect.stringContaining('backend.reading.allow'),
  });
  expect(asked).toEqual([]);
});

it.each<[string, string, Record<string, string | undefined>]>([
  ['no kustomization', 'no-manifest', { 'kustomization.yaml': undefined }],
  ['a lost file', 'no-manifest', { 'workers-orders.yaml': undefined }],
  ['no YAML', 'invalid', { 'workers-orders.yaml': 'a: [' }],
  ['no Kustomization', 'invalid', { 'kustomization.yaml': 'kind: Secret' }],
  [
    'a patch that is no YAML',
    'invalid',
    {
      'kustomization.yaml':
        'patches: [{ target: { kind: Deployment }, patch: "a: [" }]',
    },
  ],
  [
    'a giant',
    'too-large',
    { 'configmap.yaml': `kind: ConfigMap\n#${'x'.repeat(600_000)}` },
  ],
  [
    'giants together',
    'too-large',
    {
      'configmap.yaml': `kind: ConfigMap\n#${'x'.repeat(300_000)}`,
      'workers-orders.yaml': `${WORKERS}#${'x'.repeat(300_000)}`,
    },
  ],
  [
    'a bomb of aliases',
    'invalid',
    {
      'configmap.yaml': [
        'a0: &a0 [x]',
        ...Array.from(
          { length: 9 },
          (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`,
        ),
      ].join('\n'),
    },
  ],
  [
    'too many files',
    'too-large',
    {
      'kustomization.yaml': `resources: [${Array.from(
        { length: 61 },
        (_, i) => `f${i}.yaml`,
      )}]`,
    },
  ],
])('says what is wrong with %s: %s', async (_, code, changes) => {
  for (const [name, text] of Object.entries(changes)) {
    files[`deploy/base/${name}`] = text ?? '';
  }
  const { read, logger } = setUp();
  const { problem, manifests } = await read();
  expect(problem).toMatchObject({ code });
  expect(manifests).toBeUndefined();
  expect(JSON.stringify([problem, logger.debug.mock.calls])).not.toContain(
    '127.0.0.1',
  );
});

it('leaves the base’s folder for nothing, and says that it did not', async () => {
  files['deploy/base/kustomization.yaml'] =
    'resources: [workers-orders.yaml, ../../secrets.yaml, more/, "http://127.0.0.1:1/a.yaml"]';
  const { read } = setUp();
  const { manifests } = await read();
  expect(manifests?.base.kustomization.complete).toBe(false);
  expect(asked.filter(line => !line.includes('overlays')).sort()).toEqual([
    '200 deploy/base/kustomization.yaml',
    '200 deploy/base/workers-orders.yaml',
  ]);
});

it.each([
  undefined,
  { type: 'dir', target: '.' },
  { type: 'url', target: '?' },
])('needs to know where the sources are: %j', async source => {
  const { repositories } = setUp();
  expect((await repositories.read(source)).problem).toMatchObject({
    code: 'no-source',
  });
});

it('does not read what lies on the portal’s own machine', async () => {
  const { repositories } = setUp();
  expect(
    (
      await repositories.read({
        type: 'file',
        target: `${__dirname}/catalog-info.yaml`,
      })
    ).problem,
  ).toMatchObject({ code: 'not-allowed' });
});

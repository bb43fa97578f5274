import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import fs from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import catalogModuleCelery from '.';

jest.setTimeout(60_000);

type ConfigData = NonNullable<
  Parameters<typeof mockServices.rootConfig>[0]
>['data'];

const REMOTE = 'https://git.example.com/orders/catalog-info.yaml';
const PASSWORD = 'do-not-show-me';

const directory = createMockDirectory({ mockOsTmpDir: false });
const backends: TestBackend[] = [];

afterAll(async () => {
  await Promise.all(backends.map(backend => backend.stop()));
});

function component(name: string, annotations: object, spec: object = {}) {
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'a', ...spec },
  });
}

function location(spec: object) {
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: { name: 'nested' },
    spec,
  });
}

async function startCatalog(config: ConfigData, remote = '') {
  const errors: string[] = [];
  const logger = mockServices.logger.mock({
    child: () => logger,
    error: message => errors.push(String(message)),
  });
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleCelery,
      logger.factory,
      mockServices.rootConfig.factory({ data: config }),
      mockServices.urlReader.mock({
        readUrl: async () => ({ buffer: async () => Buffer.from(remote) }),
        search: async () => ({
          etag: '',
          files: [{ url: REMOTE, content: async () => Buffer.from(remote) }],
        }),
      }).factory,
    ],
  });
  backends.push(backend);
  const { server } = backend;

  const entity = async (ref: string): Promise<AlphaEntity | undefined> => {
    const [kind, name] = ref.split(':');
    const { status, body } = await request(server).get(
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
    );
    return status === 200 ? body : undefined;
  };
  return {
    errors,
    entity,
    /** Waits until the catalog has the entity. */
    async findEntity(ref: string): Promise<AlphaEntity> {
      for (;;) {
        const found = await entity(ref);
        if (found) {
          return found;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    },
    async entities(): Promise<AlphaEntity[]> {
      return (await request(server).get('/api/catalog/entities')).body;
    },
    register(target: string, options?: { type?: string; dryRun?: boolean }) {
      return request(server)
        .post(`/api/catalog/locations?dryRun=${options?.dryRun ?? false}`)
        .send({ type: options?.type ?? 'file', target });
    },
    move(id: string, target: string) {
      return request(server)
        .put(`/api/catalog/locations/${id}`)
        .send({ type: 'file', target });
    },
  };
}

type Catalog = Awaited<ReturnType<typeof startCatalog>>;

describe('brokers', () => {
  let catalog: Catalog;

  beforeAll(async () => {
    catalog = await startCatalog({
      celery: {
        brokers: [
          {
            name: 'orders-broker',
            url: `redis://:${PASSWORD}@redis.internal:6379`,
            title: 'Orders',
            description: 'Work of the shop.',
            owner: 'group:default/platform',
          },
          { name: 'bare' },
          { name: 'BARE' },
          { name: 'redis://redis.internal' },
          { url: 'redis://redis.internal' },
        ],
      },
    });
    await catalog.findEntity('resource:bare');
  });

  it('are Resources, by what people need to know', async () => {
    expect(await catalog.findEntity('resource:orders-broker')).toMatchObject({
      metadata: {
        name: 'orders-broker',
        namespace: 'default',
        title: 'Orders',
        description: 'Work of the shop.',
      },
      spec: { type: 'celery-broker', owner: 'group:default/platform' },
    });
    expect(await catalog.findEntity('resource:bare')).toMatchObject({
      spec: { type: 'celery-broker', owner: 'unknown' },
    });
  });

  it('leave their address and secrets in the configuration', async () => {
    const everything = JSON.stringify(await catalog.entities());
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toContain('redis.internal');
    expect(catalog.errors.join()).not.toContain('redis.internal');
  });

  it('are left out with a reason when they cannot be entities', async () => {
    expect(await catalog.entities()).toHaveLength(2);
    expect(catalog.errors).toEqual([
      expect.stringMatching(/brokers\[2\].*another broker called BARE/),
      expect.stringMatching(/brokers\[3\].*name is not allowed: use letters/),
      expect.stringMatching(/brokers\[4\].*Missing.*brokers\[4\].name/),
    ]);
  });
});

describe('annotations', () => {
  let catalog: Catalog;

  beforeAll(async () => {
    const queues = { 'celeryq.dev/queues': 'orders' };
    directory.setContent({
      'all.yaml': [
        component('plain', {}),
        component('good', { ...queues, 'celeryq.dev/broker': 'main' }),
        component(
          'declared',
          { ...queues, 'celeryq.dev/broker': 'main' },
          { dependsOn: ['resource:main'] },
        ),
        component('stray', { ...queues, 'celeryq.dev/broker': 'nowhere' }),
        component('broken', {
          'celeryq.dev/queues': 'orders,,bulk',
          'celeryq.dev/priority-steps': '9,0',
        }),
      ].join('\n---\n'),
    });
    catalog = await startCatalog(
      {
        catalog: {
          locations: [{ type: 'file', target: directory.resolve('all.yaml') }],
        },
        celery: { brokers: [{ name: 'main' }] },
      },
      component('remote', { ...queues, 'celeryq.dev/broker': 'a b' }),
    );
  });

  const brokerRelations = (entity: AlphaEntity) =>
    entity.relations?.filter(({ type }) => type === 'dependsOn');

  it('relate a service to its broker, once', async () => {
    for (const ref of ['component:good', 'component:declared']) {
      const entity = await catalog.findEntity(ref);
      expect(brokerRelations(entity)).toEqual([
        expect.objectContaining({ targetRef: 'resource:default/main' }),
      ]);
      expect(entity.status).toBeUndefined();
    }
    expect((await catalog.findEntity('resource:main')).relations).toEqual(
      expect.arrayContaining([
        { type: 'dependencyOf', targetRef: 'component:default/good' },
      ]),
    );
  });

  it('do not concern an entity that has none', async () => {
    const entity = await catalog.findEntity('component:plain');
    expect(entity.status).toBeUndefined();
    expect(brokerRelations(entity)).toEqual([]);
  });

  it('are reported when they are wrong, and the entity stays', async () => {
    const entity = await catalog.findEntity('component:broken');
    expect(brokerRelations(entity)).toEqual([]);
    expect(entity.status?.items).toEqual(
      [
        /^celeryq.dev\/broker is missing: name one/,
        /^celeryq.dev\/queues has an empty name: write/,
        /^celeryq.dev\/priority-steps must be whole numbers/,
      ].map(message => ({
        type: 'backstage.io/catalog-processing',
        level: 'error',
        message: expect.stringMatching(message),
        error: { name: 'InputError', message: expect.stringMatching(message) },
      })),
    );
  });

  it('are reported at registration', async () => {
    const { status, body } = await catalog.register(REMOTE, {
      type: 'url',
      dryRun: true,
    });
    expect(status).toBe(201);
    const remote: AlphaEntity = body.entities.find(
      (entity: AlphaEntity) => entity.metadata.name === 'remote',
    );
    expect(remote.status?.items).toEqual([
      expect.objectContaining({
        level: 'error',
        message: expect.stringMatching(/broker must be a broker's name/),
      }),
    ]);
  });

  it('warn of a broker that is not configured', async () => {
    const entity = await catalog.findEntity('component:stray');
    expect(entity.status?.items).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.stringMatching(
          /names the broker "nowhere".*configured one \(main\), or ask/,
        ),
      }),
    ]);
    expect(brokerRelations(entity)).toEqual([
      expect.objectContaining({ targetRef: 'resource:default/nowhere' }),
    ]);
  });
});

describe('local locations', () => {
  let catalog: Catalog;
  const root = () => directory.resolve('services');
  const file = (...parts: string[]) => path.join(root(), ...parts);

  beforeAll(async () => {
    directory.setContent({
      'services/orders/catalog-info.yaml': component('orders', {}),
      'services/leads-out/catalog-info.yaml': location({
        targets: ['../orders/catalog-info.yaml', '../../secret.yaml'],
      }),
      'services/leads-away/catalog-info.yaml': location({
        type: 'file',
        target: directory.resolve('secret.yaml'),
      }),
      'services-of-others/catalog-info.yaml': component('others', {}),
      'secret.yaml': component('secret', {}),
      'static/all.yaml': location({ targets: ['./parts/*.yaml'] }),
      'static/parts/part.yaml': component('static-part', {}),
    });
    fs.symlinkSync(directory.resolve('secret.yaml'), file('link.yaml'));
    fs.symlinkSync(directory.resolve('static'), file('linked'));
    catalog = await startCatalog(
      {
        catalog: {
          locations: [
            { type: 'file', target: directory.resolve('static/*.yaml') },
          ],
        },
        celery: { local: { root: path.relative(process.cwd(), root()) } },
      },
      location({ type: 'file', target: file('orders/catalog-info.yaml') }),
    );
  });

  it('may be registered below the root', async () => {
    const { status } = await catalog.register(file('orders/catalog-info.yaml'));
    expect(status).toBe(201);
    expect(await catalog.findEntity('component:orders')).toMatchObject({
      metadata: { name: 'orders' },
    });
  });

  it.each([
    ['outside', () => directory.resolve('secret.yaml'), /outside the folder/],
    ['beside', () => `${root()}-of-others/catalog-info.yaml`, /outside/],
    ['through ..', () => `${root()}/orders/../../secret.yaml`, /outside/],
    ['by a link', () => file('link.yaml'), /outside/],
    ['by a linked folder', () => file('linked/parts/part.yaml'), /outside/],
    ['below a file', () => file('orders/catalog-info.yaml/x'), /outside/],
    ['by a wildcard', () => file('*/catalog-info.yaml'), /wildcards/],
    ['by braces', () => file('{orders/../..,x}/secret.yaml'), /wildcards/],
    ['by backslashes', () => `${root()}/x\\..\\..\\secret.yaml`, /backslash/],
    ['by a relative path', () => 'package.json', /absolute path/],
  ])('are refused %s', async (_, target, message) => {
    for (const dryRun of [false, true]) {
      const { status, body } = await catalog.register(target(), { dryRun });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(message);
      expect(body.error.message).not.toContain(directory.path);
    }
  });

  it('cannot be moved out of the root', async () => {
    const { status, body } = await catalog.move(
      '4a4ff05a-4a3c-4d0e-9d0e-0e1b5a1d2c3b',
      directory.resolve('secret.yaml'),
    );
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/outside the folder/);
  });

  it.each(['leads-out', 'leads-away'])(
    'cannot lead out of the root: %s',
    async name => {
      const { status, body } = await catalog.register(
        file(name, 'catalog-info.yaml'),
        { dryRun: true },
      );
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/outside the folder/);
    },
  );

  it('cannot be reached from a repository', async () => {
    const { status, body } = await catalog.register(REMOTE, {
      type: 'url',
      dryRun: true,
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/type url may not lead to files/);
  });

  it('leave static ones alone', async () => {
    expect(await catalog.findEntity('component:static-part')).toMatchObject({
      metadata: { name: 'static-part' },
    });
    expect(await catalog.entity('component:secret')).toBeUndefined();
  });

  it('are refused when no root is configured', async () => {
    const { register } = await startCatalog({});
    const { status, body } = await register(file('orders/catalog-info.yaml'));
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/must be of an allowed type \["url"\]/);
  });
});

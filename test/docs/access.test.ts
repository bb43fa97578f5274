import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  celeryHistoryReadPermission,
  celeryQueueReadPermission,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { parseAllDocuments } from 'yaml';
import {
  startValkey,
  Valkey,
} from '../../plugins/celery-backend/dev/broker/valkey';
import {
  message,
  unackedEntry,
} from '../../plugins/celery-backend/src/__testUtils__/messages';
import { BrokerConnection } from '../../plugins/celery-backend/src/broker/BrokerConnection';
import { readDocument, ROOT } from './documents';
import { QueuesForOwners } from './QueuesForOwners';

jest.setTimeout(60_000);

const page = readDocument('docs/access.md');

describe('the policy of the page', () => {
  const maria = {
    info: { ownershipEntityRefs: ['user:default/maria'] },
  } as PolicyQueryUser;

  it('is the one that is tested here', () => {
    const tested = readFileSync(join(ROOT, 'test/docs/QueuesForOwners.ts'));
    expect(page.blocks.map(({ code }) => code)).toContain(String(tested));
  });

  it.each([celeryQueueReadPermission, celeryHistoryReadPermission])(
    'gives $name to those who own the entity',
    async permission => {
      expect(await new QueuesForOwners().handle({ permission }, maria)).toEqual(
        {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: 'catalog-entity',
          conditions: {
            resourceType: 'catalog-entity',
            rule: 'IS_ENTITY_OWNER',
            params: { claims: ['user:default/maria'] },
          },
        },
      );
    },
  );

  it('leaves everything else alone', async () => {
    const permission = createPermission({
      name: 'catalog.entity.read',
      attributes: { action: 'read' },
      resourceType: 'catalog-entity',
    });
    expect(await new QueuesForOwners().handle({ permission }, maria)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});

it('names the objects that the manifest lets the portal see, and no others', () => {
  const [, manifest] = page.text.match(/`(plugins\/\S+portal-reader\.yaml)`/)!;
  const role = parseAllDocuments(readFileSync(join(ROOT, manifest), 'utf8'))
    .map(document => document.toJS())
    .find(({ kind }) => kind === 'ClusterRole');
  expect(
    role.rules.flatMap(({ resources, verbs }: Record<string, string[]>) =>
      resources.map(resource => `${verbs.join(' and ')} ${resource}`),
    ),
  ).toEqual([
    'get and list pods',
    'get and list deployments',
    'get and list horizontalpodautoscalers',
    'get and list scaledobjects',
  ]);
  expect(page.text).toContain(
    'may get and list pods, Deployments, HorizontalPodAutoscalers and ScaledObjects',
  );
});

describe('the user of the page', () => {
  let valkey: Valkey;
  let redis: Redis;
  let connection: BrokerConnection;

  beforeAll(async () => {
    valkey = await startValkey();
    redis = new Redis(valkey.url);
    connection = new BrokerConnection({
      name: 'orders-broker',
      server: { host: '127.0.0.1', port: valkey.port },
      username: 'portal',
      password: 'PASSWORD',
      db: 0,
      timeoutSeconds: 30,
    });
  }, 300_000);

  afterAll(async () => {
    connection.close();
    redis.disconnect();
    await valkey.stop();
  });

  it('can read all that the portal shows, and nothing of others', async () => {
    const [line] = page.blocks.flatMap(
      ({ code }) => code.match(/^ACL SETUSER .*$/m) ?? [],
    );
    const [command, ...rest] = line.split(' ');
    await redis.call(command, ...rest);
    await redis.lpush('orders:orders', message({ sentAt: 1 }));
    await redis.hset('orders:unacked', 'tag', unackedEntry('orders'));
    const naming = { queue: 'orders', prioritySteps: [0, 3, 6, 9] };

    const { queues, limitation } = await connection.read([
      { ...naming, keyPrefix: 'orders:' },
      { ...naming, keyPrefix: 'other:' },
    ]);

    expect(limitation).toBeUndefined();
    expect(queues).toMatchObject([
      { length: 1, inFlight: 1, oldestAgeSeconds: expect.any(Number) },
      { length: null, error: { code: 'permission' } },
    ]);
  });
});

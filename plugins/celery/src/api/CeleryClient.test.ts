import { ResponseError } from '@backstage/errors';
import {
  MAX_QUERY_ENTITY_REFS,
  ServiceStatus,
} from '@celery-keda/backstage-plugin-celery-common';
import { CeleryClient, InvalidAnswerError } from './CeleryClient';

const STATUS: ServiceStatus = {
  entityRef: 'component:default/orders',
  observedAt: '2026-11-25T13:00:00.000Z',
  refreshSeconds: 5,
  broker: { name: 'orders-broker', state: 'ok' },
  queues: [
    {
      name: 'orders',
      length: 98,
      lengthByPriority: { '0': 98 },
      inFlight: 4,
      oldestAgeSeconds: 41.5,
      arrivalPerSecond: null,
      drainPerSecond: null,
      secondsToDrain: null,
    },
  ],
};

function setUp(answer: (url: string, init?: RequestInit) => Response) {
  const requests: { url: string; init?: RequestInit }[] = [];
  const client = new CeleryClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: async (input, init) => {
        requests.push({ url: String(input), init });
        return answer(String(input), init);
      },
    },
  });
  return { client, requests };
}

describe('CeleryClient', () => {
  it('reads the status of an entity', async () => {
    const { client, requests } = setUp(() => Response.json(STATUS));
    const { signal } = new AbortController();
    await expect(
      client.getStatus('component:default/orders', { signal }),
    ).resolves.toEqual(STATUS);
    expect(requests).toEqual([
      {
        url: 'http://portal/api/celery/v1/entities/component/default/orders/status',
        init: { signal },
      },
    ]);
  });

  it('lets no part of an entity ref leave its place in the path', async () => {
    const { client, requests } = setUp(() => Response.json(STATUS));
    await client.getStatus('component:default/a b?c#d');
    expect(requests[0].url).toBe(
      'http://portal/api/celery/v1/entities/component/default/a%20b%3Fc%23d/status',
    );
  });

  it('rejects with what the backend said', async () => {
    const { client } = setUp(() =>
      Response.json(
        {
          error: { name: 'NotAllowedError', message: 'Not yours' },
          response: { statusCode: 403 },
        },
        { status: 403 },
      ),
    );
    const error = await client
      .getStatus('component:default/orders')
      .catch(reason => reason);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({
      response: { status: 403 },
      cause: { message: 'Not yours' },
    });
  });

  it.each([
    ['a page of a proxy', () => new Response('<html>')],
    ['another shape', () => Response.json({ ...STATUS, queues: 'none' })],
    [
      'a negative length',
      () =>
        Response.json({
          ...STATUS,
          queues: [{ ...STATUS.queues[0], length: -1 }],
        }),
    ],
  ])('rejects %s', async (_, answer) => {
    const { client } = setUp(answer);
    await expect(
      client.getStatus('component:default/orders'),
    ).rejects.toBeInstanceOf(InvalidAnswerError);
  });

  it('reads the history of an entity', async () => {
    const history = {
      entityRef: 'component:default/orders',
      from: '2026-11-25T12:00:00.000Z',
      to: '2026-11-25T13:00:00.000Z',
      stepSeconds: 15,
      queues: [{ name: 'orders', points: [] }],
    };
    const { client, requests } = setUp(() => Response.json(history));
    await expect(
      client.getHistory('component:default/orders', {
        from: Date.parse('2026-11-25T12:00:00Z'),
        stepSeconds: 15,
      }),
    ).resolves.toEqual(history);
    expect(requests[0].url).toBe(
      'http://portal/api/celery/v1/entities/component/default/orders/history?from=2026-11-25T12%3A00%3A00.000Z&stepSeconds=15',
    );
  });

  it('reads the plans in an entity’s repository', async () => {
    const manifest = {
      entityRef: 'component:default/orders',
      readAt: '2026-11-25T13:00:00.000Z',
      queues: [
        {
          name: 'orders',
          variants: [
            {
              path: 'deploy/base',
              complete: true,
              settings: { maxReplicas: 20, concurrency: null },
            },
          ],
        },
      ],
    };
    const { client, requests } = setUp(() => Response.json(manifest));
    await expect(
      client.getManifest('component:default/orders'),
    ).resolves.toEqual(manifest);
    expect(requests[0].url).toBe(
      'http://portal/api/celery/v1/entities/component/default/orders/manifest',
    );
  });

  it('asks for many entities in as few requests as are allowed', async () => {
    const { client, requests } = setUp((_, init) => {
      const { entityRefs } = JSON.parse(String(init?.body));
      return Response.json({
        items: entityRefs.map((entityRef: string) => ({
          ...STATUS,
          entityRef,
        })),
      });
    });
    const refs = Array.from(
      { length: MAX_QUERY_ENTITY_REFS + 1 },
      (_, index) => `component:default/orders-${index}`,
    );
    const { items } = await client.queryStatus(refs);
    expect(items.map(item => item.entityRef)).toEqual(refs);
    expect(requests.map(({ url, init }) => [init?.method, url])).toEqual([
      ['POST', 'http://portal/api/celery/v1/status/query'],
      ['POST', 'http://portal/api/celery/v1/status/query'],
    ]);
  });

  it('asks for nothing when there is nobody to ask about', async () => {
    const { client, requests } = setUp(() => Response.json({ items: [] }));
    await expect(client.queryStatus([])).resolves.toEqual({ items: [] });
    expect(requests).toHaveLength(0);
  });
});

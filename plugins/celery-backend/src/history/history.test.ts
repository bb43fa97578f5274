import { mockServices } from '@backstage/backend-test-utils';
import { serviceHistorySchema } from '@celery-keda/backstage-plugin-celery-common';
import request from 'supertest';
import {
  Brokers,
  ref,
  startBrokers,
  startPortal,
} from '../__testUtils__/portal';

let brokers: Brokers;
const running: Array<{ stop(): Promise<void> }> = [];

beforeAll(async () => {
  brokers = await startBrokers();
}, 300_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map(backend => backend.stop()));
});

afterAll(() => brokers.stop());

async function portal(services: Parameters<typeof startPortal>[1] = {}) {
  const started = await startPortal(brokers, services);
  running.push(started.backend);
  return started;
}

type Server = Awaited<ReturnType<typeof portal>>['server'];

describe('the history of one entity', () => {
  function getHistory(server: Server, name: string, range: object = {}) {
    return request(server)
      .get(`/api/celery/v1/entities/component/default/${name}/history`)
      .query(range);
  }

  it('has a row of points for each queue', async () => {
    const { server } = await portal();
    const { status, body } = await getHistory(server, 'orders', {
      from: '2026-11-25T10:00:00Z',
      to: '2026-11-25T20:00:00+09:00',
      stepSeconds: 60,
    });
    expect(status).toBe(200);
    expect(serviceHistorySchema.strict().parse(body)).toEqual({
      entityRef: ref('orders'),
      from: '2026-11-25T10:00:00.000Z',
      to: '2026-11-25T11:00:00.000Z',
      stepSeconds: 60,
      queues: [
        { name: 'orders', points: [] },
        { name: 'orders-bulk', points: [] },
      ],
    });
  });

  it('has a permission of its own', async () => {
    const { server, permissions } = await portal();
    expect((await getHistory(server, 'secret')).status).toBe(403);
    expect(permissions.authorize.mock.calls[0][0]).toMatchObject([
      { permission: { name: 'celery.history.read' } },
    ]);
  });

  it.each<[object, string]>([
    [{ from: 'yesterday' }, 'from: '],
    [{ to: '1764072000' }, 'to: '],
    [{ stepSeconds: 1 }, 'stepSeconds: '],
    [{ stepSeconds: 'x' }, 'stepSeconds: '],
    [
      { from: '2026-11-25T10:00:00Z', to: '2026-11-25T10:00:00Z' },
      'from: must lie before to',
    ],
    [{ from: '2999-01-01T00:00:00Z' }, 'from: must lie before to'],
  ])('is refused for %j', async (range, sentence) => {
    const { server } = await portal();
    const { status, body } = await getHistory(server, 'orders', range);
    expect(status).toBe(400);
    expect(body.error.message).toContain(sentence);
  });

  it('is recorded by a task that one instance runs', async () => {
    const scheduler = mockServices.scheduler.mock();
    const { server } = await portal({ scheduler: scheduler.factory });
    const [task] = scheduler.scheduleTask.mock.calls[0];
    expect(task).toMatchObject({ scope: 'global', frequency: { seconds: 15 } });
    await task.fn(new AbortController().signal);
    const { body } = await getHistory(server, 'orders');
    expect(body.queues).toMatchObject([
      { name: 'orders', points: [{ length: { min: 2, avg: 2, max: 2 } }] },
      { name: 'orders-bulk', points: [{ length: { max: 0 }, replicas: null }] },
    ]);
  });
});

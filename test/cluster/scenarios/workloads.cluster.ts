import Redis from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { HOST } from '../control-plane/ports';
import { useCluster } from './support/clusterUnderTest';
import { ServiceUnderTest } from './support/ServiceUnderTest';
import { until } from './support/wait';

const cluster = useCluster();
let valkey: Valkey;
let redis: Redis;

beforeAll(async () => {
  valkey = await startValkey();
  redis = new Redis(valkey.url);
});

afterAll(async () => {
  redis?.disconnect();
  await valkey?.stop();
});

async function deploy(name: string, parameters: object) {
  const service = await ServiceUnderTest.deploy(cluster(), {
    name,
    parameters,
    broker: { host: HOST, port: valkey.port },
  });
  expect(service.applied.warnings).toEqual([]);
  await service.condition('Ready', 'True');
  await service.noWorkers(180);
  return service;
}

describe('tasks with priorities', () => {
  const NAME = 'ranks';
  /** kombu's list of a priority step. */
  const list = (step: number) =>
    step === 0 ? `${NAME}:${NAME}` : `${NAME}:${NAME}\x06\x16${step}`;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    service = await deploy(NAME, { priorities: true });
  });

  afterAll(() => service?.stop());

  it('start workers whatever their priority, and the urgent ones come first', async () => {
    const sentAt = Date.now();
    await service.enqueue(200, '--seconds', '5', '--priority', '9');
    await until('many workers', 60, () => service.pods.alive.length > 10);
    await service.enqueue(4, '--seconds', '5', '--priority', '0');
    await until('the urgent ones are taken', 60, async () => {
      return (await redis.llen(list(0))) === 0;
    });
    const lessUrgent = await redis.llen(list(9));

    await service.done(204, 240);
    await service.noWorkers(180);
    expect(lessUrgent).toBeGreaterThan(0);
    expect(service.pods.since(sentAt).pods).toBeGreaterThan(10);
    expect(await service.tasks()).toMatchObject({
      tasks: 204,
      done: 204,
      doneTwice: 0,
    });
    expect(await redis.exists(list(9), `${NAME}:unacked`)).toBe(0);
  });
});

describe('delayed tasks', () => {
  const NAME = 'later';
  let service: ServiceUnderTest;

  beforeAll(async () => {
    service = await deploy(NAME, { workload: { delayedTasks: true } });
  });

  afterAll(() => service?.stop());

  it('keep one worker until they are due, and then get as many as they need', async () => {
    // There is a worker that takes them at once.
    await service.enqueue(1, '--seconds', '20');
    await until('it runs', 60, async () => {
      return (await redis.zcard(`${NAME}:running`)) === 1;
    });
    await service.enqueueDelayed(40, 10, 60);
    await until('all are held', 30, async () => {
      return (await redis.hlen(`${NAME}:unacked`)) === 41;
    });
    const sentAt = Date.now();
    await service.done(1, 60);
    await until('they are due', 90, async () => {
      return (await redis.llen(`${NAME}:${NAME}`)) > 0;
    });
    const whileDelayed = service.pods.since(sentAt);

    await service.done(41, 180);
    await service.noWorkers(180);
    expect(whileDelayed.pods).toBe(1);
    expect(service.pods.since(sentAt).pods).toBeGreaterThan(5);
    expect(await service.tasks()).toMatchObject({ tasks: 41, doneTwice: 0 });
    expect(await redis.exists(`${NAME}:running`, `${NAME}:unacked`)).toBe(0);
  });
});

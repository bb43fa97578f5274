import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { HOST } from '../control-plane/ports';
import { asList } from '../deploy';
import { useCluster } from './support/clusterUnderTest';
import { printFigures } from './support/figures';
import { ServiceUnderTest } from './support/ServiceUnderTest';
import { until } from './support/wait';

const NAME = 'storm';
const TASKS = Number(process.env.STORM_TASKS ?? 1000);
/** All in all the same amount of work, so that the storm outlasts its events. */
const TASK_SECONDS = Math.round(4000 / TASKS);

describe(`${TASKS} tasks, and everything that can happen to them`, () => {
  const cluster = useCluster();
  let folder: string;
  let valkey: Valkey;
  let redis: Redis;
  let service: ServiceUnderTest;
  let sentAt: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'celery-broker-'));
    valkey = await startDurableValkey();
    redis = new Redis(valkey.url);
    redis.on('error', () => {});
    service = await ServiceUnderTest.deploy(cluster(), {
      name: NAME,
      parameters: {
        workload: {
          taskSeconds: TASK_SECONDS,
          longestTaskSeconds: 2 * TASK_SECONDS,
        },
      },
      broker: { host: HOST, port: valkey.port },
    });
    await service.condition('Ready', 'True');
    sentAt = Date.now();
    await service.enqueue(TASKS, '--seconds', String(TASK_SECONDS));
    await until('many workers', 120, () => service.pods.alive.length >= 10);
    await service.done(Math.round(TASKS / 20), 120);
  });

  afterAll(async () => {
    await service?.stop();
    redis?.disconnect();
    await valkey?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startDurableValkey(port?: number) {
    return startValkey({
      port,
      args: [
        ...['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always'],
      ],
    });
  }

  /** Waits until some more tasks have ended, and says how many that are. */
  async function moreDone(): Promise<number> {
    const before = (await service.tasks()).done;
    await service.done(Math.min(TASKS, before + 10), 180);
    return (await service.tasks()).done - before;
  }

  it('two workers are killed while they work', async () => {
    for (const pod of service.pods.alive.slice(0, 2)) {
      const [pid] = cluster().node.pidsOf(pod);
      process.kill(-pid, 'SIGKILL');
    }

    expect(await moreDone()).toBeGreaterThan(0);
  });

  it('a process of a worker is killed', async () => {
    const [pid] = cluster().node.pidsOf(service.pods.alive[2]);
    const [child] = readFileSync(
      `/proc/${pid}/task/${pid}/children`,
      'utf8',
    ).split(' ');
    process.kill(Number(child), 'SIGKILL');

    expect(await moreDone()).toBeGreaterThan(0);
  });

  it('the broker is away for longer than a task takes', async () => {
    const { port } = valkey;
    await valkey.stop();
    // All tasks that ran end in the meantime, and none can be acknowledged.
    await delay((TASK_SECONDS + 3) * 1000);
    valkey = await startDurableValkey(port);

    expect(await moreDone()).toBeGreaterThan(0);
  });

  it("KEDA's operator is killed and comes back", async () => {
    const { operator } = cluster();
    await operator.kill();
    await operator.start();

    expect(await moreDone()).toBeGreaterThan(0);
  });

  it('a new version is rolled out, which leaves the number of workers alone', async () => {
    const replicas = async () =>
      (await service.get<{ spec: { replicas: number } }>('deployment', NAME))
        .spec.replicas;
    const before = await replicas();

    await cluster().kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList(service.manifests).replaceAll(':latest"', ':second"'),
    });

    expect(before).toBeGreaterThan(1);
    expect(await replicas()).toBe(before);
    expect(await moreDone()).toBeGreaterThan(0);
  });

  it('workers are taken away while they work', async () => {
    await service.kubectl(
      ...['patch', 'scaledobject', NAME, '--type', 'merge'],
      ...['--patch', '{"spec":{"maxReplicaCount":5}}'],
    );
    await until('no more than five workers', 180, async () => {
      const { spec } = await service.get<{ spec: { replicas: number } }>(
        'deployment',
        NAME,
      );
      return spec.replicas <= 5;
    });
    await service.kubectl(
      ...['patch', 'scaledobject', NAME, '--type', 'merge'],
      ...['--patch', '{"spec":{"maxReplicaCount":20}}'],
    );

    expect(await moreDone()).toBeGreaterThan(0);
  });

  it('and each task is done, and nothing is left', async () => {
    await service.done(TASKS, 900);
    await service.noWorkers(300);

    const tasks = await service.tasks();
    printFigures({
      name: 'storm',
      tasks: TASKS,
      taskSeconds: TASK_SECONDS,
      sentAt,
      outcome: tasks,
      workers: service.pods.since(sentAt),
    });
    expect(tasks).toMatchObject({ tasks: TASKS, done: TASKS });
    expect(await redis.llen(`${NAME}:${NAME}`)).toBe(0);
    expect(await redis.hlen(`${NAME}:unacked`)).toBe(0);
  });
});

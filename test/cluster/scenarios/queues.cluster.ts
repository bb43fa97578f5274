import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { HOST } from '../control-plane/ports';
import { useCluster } from './support/clusterUnderTest';
import { ServiceUnderTest } from './support/ServiceUnderTest';

describe('a service with three queues', () => {
  const cluster = useCluster();
  let valkey: Valkey;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    valkey = await startValkey();
    service = await ServiceUnderTest.deploy(cluster(), {
      name: 'shop',
      parameters: {
        queues: [
          { name: 'shop' },
          { name: 'bulk', workload: { maxWorkers: 4, concurrency: 1 } },
          { name: 'mail', workload: { delayedTasks: true } },
        ],
      },
      broker: { host: HOST, port: valkey.port },
    });
  });

  afterAll(async () => {
    await service?.stop();
    await valkey?.stop();
  });

  it('has a worker group for each, accepted without a warning', async () => {
    expect(service.applied.warnings).toEqual([]);
    for (const group of ['shop', 'shop-bulk', 'shop-mail']) {
      const { hpaName } = await service.condition('Ready', 'True', group);
      expect(hpaName).toBe(`keda-hpa-${group}`);
    }
  });

  it('starts workers for the queue that has work, and for no other', async () => {
    await service.noWorkers(180);
    const sentAt = Date.now();

    await service.enqueue(8, '--queue', 'bulk', '--seconds', '10');
    await service.done(8, 180);

    expect(await service.tasks()).toMatchObject({ tasks: 8, doneTwice: 0 });
    expect(service.pods.since(sentAt, 'bulk').pods).toBe(4);
    expect(service.pods.since(sentAt).pods).toBe(4);
    await service.noWorkers(180);
  });
});

describe('two services on one broker', () => {
  const cluster = useCluster();
  let valkey: Valkey;
  let quick: ServiceUnderTest;
  let slow: ServiceUnderTest;

  beforeAll(async () => {
    valkey = await startValkey();
    const broker = { host: HOST, port: valkey.port };
    quick = await ServiceUnderTest.deploy(cluster(), {
      name: 'quick',
      parameters: { workload: { taskSeconds: 1, longestTaskSeconds: 2 } },
      broker,
    });
    slow = await ServiceUnderTest.deploy(cluster(), {
      name: 'slow',
      parameters: { workload: { taskSeconds: 60, longestTaskSeconds: 90 } },
      broker,
    });
  });

  afterAll(async () => {
    await quick?.stop();
    await slow?.stop();
    await valkey?.stop();
  });

  it("do not deliver each other's running tasks again", async () => {
    // Longer than the quick service waits for a worker that may have died.
    await slow.enqueue(4, '--seconds', '75');
    const stillRunning = async () => (await slow.tasks()).done < 4;

    // Meanwhile there is always a worker that looks for such messages.
    while (await stillRunning()) {
      await quick.enqueue(4, '--seconds', '1');
      await quick.done((await quick.tasks()).tasks, 120);
    }

    expect(await slow.tasks()).toMatchObject({
      tasks: 4,
      done: 4,
      doneTwice: 0,
      startedAgain: 0,
    });
    expect(await quick.tasks()).toMatchObject({
      doneTwice: 0,
      startedAgain: 0,
    });
  });
});

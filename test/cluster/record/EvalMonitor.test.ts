import Redis from 'ioredis';
import { EvalMonitor } from './EvalMonitor';
import { MortalBroker } from './MortalBroker';

describe('EvalMonitor', () => {
  let broker: MortalBroker;

  beforeAll(async () => {
    broker = await MortalBroker.start();
  }, 300_000);

  afterAll(async () => {
    await broker?.stop();
  });

  it('notes when keys are counted, whatever characters they have', async () => {
    const monitor = new EvalMonitor({ host: '127.0.0.1', port: broker.port });
    const redis = new Redis(broker.port);
    await monitor.start();
    const before = Date.now();

    await redis.eval('return redis.call("llen", KEYS[1])', 1, 'q\x06\x163');
    await redis.eval('-- "quoted" \\ \n return 1', 1, 'a "key"\\');
    await redis.llen('not-counted');
    while (monitor.evals.size < 2) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }

    monitor.stop();
    redis.disconnect();
    expect([...monitor.evals.keys()]).toEqual(['q\x06\x163', 'a "key"\\']);
    const [time] = monitor.evals.get('q\x06\x163')!;
    expect(time).toBeGreaterThan(before - 1000);
    expect(time).toBeLessThan(Date.now() + 1000);
  });

  it('goes on when the broker comes back, and notes what it did while it hung', async () => {
    const monitor = new EvalMonitor({ host: '127.0.0.1', port: broker.port });
    await monitor.start();
    const redis = new Redis(broker.port, { retryStrategy: () => 10 });
    redis.on('error', () => {});

    await broker.happen(0);
    await broker.happen(1);
    while (!monitor.evals.has('after')) {
      await redis.eval('return 1', 1, 'after');
    }
    await broker.happen('stop');
    const answer = redis.eval('return 1', 1, 'hung');
    await broker.happen('cont');
    await answer;
    while (!monitor.evals.has('hung')) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }

    monitor.stop();
    redis.disconnect();
    expect(monitor.evals.get('hung')).toHaveLength(1);
  });
});

import Redis from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { EvalMonitor } from './EvalMonitor';

describe('EvalMonitor', () => {
  let valkey: Valkey;

  beforeAll(async () => {
    valkey = await startValkey();
  }, 300_000);

  afterAll(async () => {
    await valkey?.stop();
  });

  it('notes when keys are counted, whatever characters they have', async () => {
    const monitor = new EvalMonitor({ host: '127.0.0.1', port: valkey.port });
    const redis = new Redis(valkey.url);
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
});

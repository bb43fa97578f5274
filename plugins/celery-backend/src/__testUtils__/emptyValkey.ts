import Redis from 'ioredis';
import { startValkey, Valkey } from '../../dev/broker/valkey';

/**
 * A Valkey server for all tests of a file, empty before each. What it returns
 * is there once tests run.
 */
export function useEmptyValkey(): {
  readonly redis: Redis;
  readonly url: string;
} {
  let valkey: Valkey;
  let redis: Redis;

  beforeAll(async () => {
    valkey = await startValkey();
    redis = new Redis(valkey.url);
  }, 300_000);

  beforeEach(async () => {
    await redis.flushall();
  });

  afterAll(async () => {
    redis.disconnect();
    await valkey.stop();
  });

  return {
    get redis() {
      return redis;
    },
    get url() {
      return valkey.url;
    },
  };
}

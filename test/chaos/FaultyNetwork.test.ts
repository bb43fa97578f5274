import Redis, { RedisOptions } from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../plugins/celery-backend/dev/broker/valkey';
import { FaultyNetwork } from './FaultyNetwork';

jest.setTimeout(180_000);

describe('FaultyNetwork', () => {
  const network = new FaultyNetwork();
  let valkey: Valkey;
  let port: number;

  beforeAll(async () => {
    valkey = await startValkey();
    port = await network.start(valkey.port);
  });

  afterAll(async () => {
    // Which ends the clients, too.
    network.stop();
    await valkey?.stop();
  });

  async function open(options: RedisOptions = {}): Promise<Redis> {
    const client = new Redis(port, '127.0.0.1', {
      lazyConnect: true,
      retryStrategy: () => null,
      ...options,
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  it('says nothing any more on connections that it has forgotten', async () => {
    const [forgotten, kept] = [
      await open({ commandTimeout: 200 }),
      await open(),
    ];
    const answers = [true, false];

    network.forget(() => answers.shift()!);

    await expect(forgotten.ping()).rejects.toThrow('timed out');
    expect(forgotten.status).toBe('ready');
    expect(await kept.ping()).toBe('PONG');
    expect(await (await open()).ping()).toBe('PONG');
  });

  it('ends connections, and lets new ones through', async () => {
    const client = await open();
    const closed = new Promise(resolve => client.once('close', resolve));

    network.cut();

    await closed;
    expect(await (await open()).ping()).toBe('PONG');
  });
});

import { AddressInfo, createServer } from 'node:net';
import Redis from 'ioredis';
import { answers, startValkey } from './valkey';

jest.setTimeout(60_000);

it('starts a server that answers, and leaves nothing behind', async () => {
  const valkey = await startValkey();
  const redis = new Redis(valkey.url);
  await redis.rpush('queue', 'a', 'b');
  expect(await redis.llen('queue')).toBe(2);
  redis.disconnect();

  await valkey.stop();
  expect(() => process.kill(valkey.pid, 0)).toThrow('ESRCH');
}, 300_000);

it('takes arguments, and a server that wants a password is ready too', async () => {
  const valkey = await startValkey({ args: ['--requirepass', 'secret'] });
  const redis = new Redis(valkey.url, { password: 'secret' });
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
  await valkey.stop();
});

it('takes no other server for its own', async () => {
  const valkey = await startValkey();
  await expect(startValkey({ port: valkey.port })).rejects.toThrow(
    /^Valkey did not start: .*in use/s,
  );
  await valkey.stop();
});

it('says what the server said when it does not start', async () => {
  await expect(
    startValkey({ args: ['--no-such-option', 'x'] }),
  ).rejects.toThrow(/^Valkey did not start: .*no-such-option/s);
});

it('takes a server that closes without a word for one that is not there', async () => {
  const closing = createServer(socket => socket.resume().end());
  await new Promise<void>(resolve => closing.listen(0, '127.0.0.1', resolve));
  const { port } = closing.address() as AddressInfo;
  expect(await answers(port)).toBe(false);
  await new Promise(resolve => closing.close(resolve));
});

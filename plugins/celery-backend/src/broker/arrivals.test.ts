import { useEmptyValkey } from '../__testUtils__/emptyValkey';
import { message, MessageOptions } from '../__testUtils__/messages';
import { QueueReader } from './QueueReader';

const T = 1_764_072_000;
const FIRST = 'orders';
const SECOND = 'orders\x06\x163';

const server = useEmptyValkey();

async function read(since: number | null = 0) {
  const arrivalsSince = since ?? 0;
  const { queues } = await new QueueReader(server.redis, 'test').read([
    { queue: 'orders', keyPrefix: '', prioritySteps: [0, 3], arrivalsSince },
  ]);
  return queues[0];
}

/** Publishes one message a second, from one second on. */
function publish(
  key: string,
  from: number,
  count: number,
  more: MessageOptions = {},
) {
  return server.redis.lpush(
    key,
    ...Array.from({ length: count }, (_, index) =>
      message({ sentAt: T + from + index, ...more }),
    ),
  );
}

it('remembers when the newest message was published', async () => {
  expect((await read()).newest).toBeNull();
  await publish(FIRST, 1, 3);
  await publish(SECOND, 7, 2);
  expect(await read()).toMatchObject({
    newest: (T + 8) * 1_000_000,
    arrived: null,
  });
});

it('counts no arrivals where none are', async () => {
  await publish(FIRST, 1, 20);
  const { newest } = await read();
  expect(await read(newest)).toMatchObject({ arrived: 0, newest });
});

it.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 1000])(
  'counts %d arrivals in front of a backlog',
  async count => {
    await publish(FIRST, 1, 20);
    const { newest } = await read();
    await publish(FIRST, 21, count);
    expect(await read(newest)).toMatchObject({
      arrived: count,
      newest: (T + 20 + count) * 1_000_000,
    });
  },
);

it('takes few looks at a long queue', async () => {
  await publish(FIRST, 1, 5000);
  const { newest } = await read();
  await publish(FIRST, 5001, 3000);
  await server.redis.config('RESETSTAT');
  expect((await read(newest)).arrived).toBe(3000);
  const [, calls] = (await server.redis.info('commandstats')).match(
    /cmdstat_lindex:calls=(\d+)/,
  )!;
  expect(Number(calls)).toBeLessThan(30);
});

it('counts what workers took meanwhile too, and every priority step', async () => {
  await publish(FIRST, 1, 20);
  const { newest } = await read();
  await server.redis.rpop(FIRST, 15);
  await publish(FIRST, 21, 4);
  await publish(SECOND, 25, 2);
  expect(await read(newest)).toMatchObject({ length: 11, arrived: 6 });
});

it.each([
  ['nothing waits any more', async () => server.redis.del(FIRST)],
  [
    'all that waits is new',
    async () => {
      await server.redis.del(FIRST);
      await publish(FIRST, 100, 5);
    },
  ],
  [
    'only a step waits that is served later',
    async () => {
      await server.redis.rename(FIRST, SECOND);
      await publish(SECOND, 100, 5);
    },
  ],
  [
    'the newest does not tell',
    async () => server.redis.lpush(FIRST, message()),
  ],
  [
    'a retry is the newest',
    async () => publish(FIRST, 1, 1, { headers: { retries: 1 } }),
  ],
])('is unknown when %s', async (_, change) => {
  await publish(FIRST, 1, 20);
  const { newest } = await read();
  await change();
  expect((await read(newest)).arrived).toBeNull();
});

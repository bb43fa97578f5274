import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import { useEmptyValkey } from '../__testUtils__/emptyValkey';
import { message } from '../__testUtils__/messages';
import { QueueReader } from './QueueReader';

const server = useEmptyValkey();

async function readOrders() {
  const { queues } = await new QueueReader(server.redis, 'test').read([
    { queue: 'orders', keyPrefix: '', prioritySteps: KOMBU_PRIORITY_STEPS },
  ]);
  return queues[0];
}

const NOW = Date.now() / 1000;

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/**
 * By how many seconds the age misses the moment that it is to count from: 0
 * when it is right, whatever time the reading took.
 */
async function ageMisses(moment: number): Promise<number> {
  const before = Date.now() / 1000;
  const { oldestAgeSeconds } = await readOrders();
  const after = Date.now() / 1000;
  const tooYoung = before - moment - oldestAgeSeconds!;
  const tooOld = oldestAgeSeconds! - (after - moment);
  return Math.max(0, Math.floor(Math.max(tooYoung, tooOld) * 100) / 100);
}

describe('oldest age', () => {
  it('is that of the oldest tail among the priority steps', async () => {
    await server.redis.lpush('orders', message({ sentAt: NOW - 40 }));
    await server.redis.lpush('orders', message({ sentAt: NOW - 5 }));
    await server.redis.lpush('orders\x06\x166', message({ sentAt: NOW - 60 }));
    expect(await ageMisses(NOW - 60)).toBe(0);
  });

  it.each([
    ['no sent_at', message()],
    ['no JSON', 'hello "sent_at": 1'],
    ['no object', '["sent_at", 1]'],
    ['sent_at as text', message({ sentAt: '2026-11-25' })],
    ['sent_at of 0', message({ sentAt: 0 })],
    ['sent_at in milliseconds', message({ sentAt: NOW * 1000 })],
    ['sent_at an hour ahead', message({ sentAt: NOW + 3600 })],
    ['sent_at elsewhere', message({ headers: { mine: { sent_at: 1 } } })],
    ['a giant body, compact', JSON.stringify({ body: 'x'.repeat(100_000) })],
    ['deep nesting', `${'['.repeat(5000)}"sent_at"${']'.repeat(5000)}`],
    ['an ETA that is no time', message({ sentAt: NOW - 9, eta: 'soon' })],
  ])('is unknown with %s', async (_, text) => {
    await server.redis.lpush('orders', text);
    expect(await readOrders()).toMatchObject({
      length: 1,
      oldestAgeSeconds: null,
    });
  });

  it('is unknown when one step’s oldest message does not tell', async () => {
    await server.redis.lpush('orders', message({ sentAt: NOW - 40 }));
    await server.redis.lpush('orders\x06\x163', message());
    expect((await readOrders()).oldestAgeSeconds).toBeNull();
  });

  it('is 0 when the publisher’s clock is a little ahead', async () => {
    const sentAt = Date.now() / 1000 + 4;
    await server.redis.lpush('orders', message({ sentAt }));
    const { oldestAgeSeconds } = await readOrders();
    expect(oldestAgeSeconds).toBeGreaterThanOrEqual(0);
    expect(oldestAgeSeconds).toBeLessThanOrEqual(
      Math.max(0, Date.now() / 1000 - sentAt),
    );
  });

  it.each([
    ['compact JSON', JSON.stringify({ headers: { sent_at: NOW - 30 } })],
    [
      'headers behind it',
      message({ headers: { sent_at: NOW - 30, more: [1] } }),
    ],
    [
      'another sent_at in front',
      message({ headers: { mine: { sent_at: 1 } }, sentAt: NOW - 30 }),
    ],
    ['a large body', message({ size: 1_000_000, sentAt: NOW - 30 })],
  ])('is found with %s', async (_, text) => {
    await server.redis.lpush('orders', text);
    expect(await ageMisses(NOW - 30)).toBe(0);
  });

  it('passes over messages whose ETA is still to come', async () => {
    const eta = iso(NOW + 3600);
    await server.redis.lpush('orders', message({ sentAt: NOW - 90, eta }));
    await server.redis.lpush('orders', message({ sentAt: NOW - 20 }));
    expect(await ageMisses(NOW - 20)).toBe(0);
  });

  it('leaves out a step where all wait for their ETA', async () => {
    const eta = iso(NOW + 3600);
    await server.redis.lpush('orders', message({ sentAt: NOW - 90, eta }));
    expect((await readOrders()).oldestAgeSeconds).toBeNull();
    await server.redis.lpush('orders\x06\x163', message({ sentAt: NOW - 7 }));
    expect(await ageMisses(NOW - 7)).toBe(0);
  });

  it('gives up behind many of them', async () => {
    const scheduled = message({ sentAt: NOW - 90, eta: iso(NOW + 3600) });
    await server.redis.lpush('orders', ...Array(50).fill(scheduled));
    await server.redis.lpush('orders', message({ sentAt: NOW - 20 }));
    await server.redis.config('RESETSTAT');
    expect((await readOrders()).oldestAgeSeconds).toBeNull();
    expect(await server.redis.info('commandstats')).toContain(
      'lindex:calls=16,',
    );
  });

  it.each([
    ['UTC', iso(NOW - 15)],
    ['no offset', iso(NOW - 15).replace('Z', '')],
    ['an offset', iso(NOW - 15 + 9 * 3600).replace('Z', '+09:00')],
    ['a negative offset', iso(NOW - 15 - 12600).replace('Z', '-03:30')],
  ])('counts from an ETA that has passed, in %s', async (_, eta) => {
    await server.redis.lpush('orders', message({ sentAt: NOW - 3600, eta }));
    expect(await ageMisses(NOW - 15)).toBe(0);
  });

  it.each([
    '2024-02-29T23:59:59.5Z',
    '2025-12-31T00:00:00Z',
    '2026-03-01T12:00:00Z',
  ])('reckons with the calendar: %s', async eta => {
    await server.redis.lpush('orders', message({ sentAt: 1, eta }));
    expect(await ageMisses(Date.parse(eta) / 1000)).toBe(0);
  });
});

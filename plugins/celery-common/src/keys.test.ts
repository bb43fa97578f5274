import {
  queueKey,
  queueRunningKey,
  queueUnackedKey,
  runningKey,
  unackedKey,
} from './keys';

describe('queueKey', () => {
  it.each([
    ['', 'celery', undefined, 'celery'],
    ['', 'celery', 0, 'celery'],
    ['', 'celery', 3, 'celery\x06\x163'],
    ['orders:', 'orders-bulk', 0, 'orders:orders-bulk'],
    ['orders:', 'orders-bulk', 9, 'orders:orders-bulk\x06\x169'],
  ])(
    'is what kombu writes: prefix %j, queue %s, step %s',
    (keyPrefix, queue, step, key) => {
      expect(queueKey({ keyPrefix }, queue, step)).toBe(key);
    },
  );
});

describe('unackedKey', () => {
  it('is shared under a prefix', () => {
    expect(unackedKey({ keyPrefix: '' })).toBe('unacked');
    expect(unackedKey({ keyPrefix: 'orders:' })).toBe('orders:unacked');
  });

  it('is one of its own for each queue where a service wants that', () => {
    expect(queueUnackedKey({ keyPrefix: 'orders:' }, 'bulk')).toBe(
      'orders:unacked.bulk',
    );
  });
});

describe('runningKey', () => {
  it('stands beside the unacknowledged messages that it tells apart', () => {
    const naming = { keyPrefix: 'orders:' };
    expect(runningKey(naming)).toBe('orders:running');
    expect(queueRunningKey(naming, 'bulk')).toBe('orders:running.bulk');
  });
});

import {
  checkQueueName,
  checkServiceName,
  MAX_SCALED_OBJECT_NAME,
  packageName,
  scaledObjectName,
} from './serviceName';

const keys = (name: string) =>
  checkServiceName(name).map(({ key }) => key.replace('name.', ''));

describe('checkServiceName', () => {
  it.each([
    'orders',
    'a',
    'orders-2',
    'a--b',
    'match',
    'celery-orders',
    'redis-cleaner',
    'default-orders',
    'a'.repeat(MAX_SCALED_OBJECT_NAME),
  ])('allows %s', name => {
    expect(checkServiceName(name)).toEqual([]);
  });

  it.each([
    ['', ['empty']],
    ['Orders', ['characters']],
    ['orders_bulk', ['characters']],
    ['../x', ['characters']],
    ['orders.eu', ['characters']],
    ['bestellungen-ä', ['characters']],
    ['orders\n', ['characters']],
    ['${{ 1 }}', ['characters']],
    ['3d', ['start']],
    ['-orders', ['start']],
    ['orders-', ['end']],
    ['-', ['start', 'end']],
    ['a'.repeat(MAX_SCALED_OBJECT_NAME + 1), ['too-long']],
    [`A${'b'.repeat(59)}`, ['characters', 'too-long']],
    ['lambda', ['keyword']],
    ['async', ['keyword']],
    ['json', ['standard-library']],
    ['test', ['standard-library']],
    ['py-compile', ['standard-library']],
    ['celery', ['dependency']],
    ['kombu', ['dependency']],
    ['redis', ['dependency']],
    ['pydantic-settings', ['dependency']],
    ['tests', ['dependency']],
    ['default', ['namespace']],
    ['kube-system', ['namespace']],
    ['ibm-observe', ['namespace']],
    ['unacked', ['redis-key']],
    ['running', ['redis-key']],
  ])('refuses %j with %j', (name, expected) => {
    expect(keys(name)).toEqual(expected);
  });

  it('leaves nothing to be filled in', () => {
    for (const name of ['', 'A-', 'lambda', 'json', 'redis', 'default']) {
      for (const { message } of checkServiceName(name)) {
        expect(message).not.toMatch(/\{|undefined/);
      }
    }
  });

  it('says what is allowed, and offers a name that is', () => {
    const [problem] = checkServiceName('json');
    expect(problem.message).toContain('"json-service"');
    expect(checkServiceName('json-service')).toEqual([]);
    expect(checkServiceName('a'.repeat(60))[0].message).toContain(
      'At most 54 characters',
    );
  });
});

describe('checkQueueName', () => {
  it('counts the service in front of the queue', () => {
    expect(checkQueueName('orders', 'a'.repeat(47))).toEqual([]);
    expect(checkQueueName('orders', 'a'.repeat(48))).toEqual([
      expect.objectContaining({
        key: 'name.queue-too-long',
        message: expect.stringContaining('At most 47 characters'),
      }),
    ]);
    const longest = 'a'.repeat(MAX_SCALED_OBJECT_NAME);
    expect(checkQueueName(longest, longest)).toEqual([]);
    expect(checkQueueName(longest, 'bulk')[0].message).toContain(
      'choose a shorter one',
    );
  });

  it('allows what only a package may not be called', () => {
    expect(checkQueueName('orders', 'default')).toEqual([]);
    expect(checkQueueName('orders', 'import')).toEqual([]);
  });

  it.each([
    ['', 'empty'],
    ['Bulk', 'characters'],
    ['bulk,x', 'characters'],
    ['unacked', 'redis-key'],
    ['running', 'redis-key'],
  ])('refuses %j with %s', (queue, key) => {
    expect(checkQueueName('orders', queue)).toEqual([
      expect.objectContaining({ key: `name.${key}` }),
    ]);
  });
});

describe('derived names', () => {
  it('makes a package of a service', () => {
    expect(packageName('orders-eu--west')).toBe('orders_eu__west');
  });

  it('names a worker group', () => {
    expect(scaledObjectName('orders', 'orders')).toBe('orders');
    expect(scaledObjectName('orders', 'bulk')).toBe('orders-bulk');
  });
});

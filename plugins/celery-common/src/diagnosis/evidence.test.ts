import { fitToShow, nameObject } from './evidence';

describe('fitToShow', () => {
  it.each([
    [
      'dial tcp 127.0.0.1:26380: connect: connection refused',
      'dial tcp …: connect: connection refused',
    ],
    ['dial tcp [::1]:6379: i/o timeout', 'dial tcp …: i/o timeout'],
    ['cannot reach redis.orders.svc:6379', 'cannot reach …'],
    ['localhost:6379 refused', '… refused'],
    ['my_redis.svc:6379 refused', 'my_… refused'],
    ['[fe80::1] and 10.0.0.1 are gone', '… and … are gone'],
    [
      'address rediss://user:secret@example.org:6379/0: too many colons',
      'address … too many colons',
    ],
    [
      'lookup redis on 10.0.0.10:53: no such host',
      'lookup … on …: no such host',
    ],
  ])('masks addresses: %s', (raw, shown) => {
    expect(fitToShow(raw)).toBe(shown);
  });

  it('keeps what only looks like one', () => {
    const raw =
      'metric s0-redis-orders:q of version 1.35.4 in app.kubernetes.io/name';

    expect(fitToShow(raw)).toBe(raw);
  });

  it('makes control characters visible', () => {
    expect(fitToShow('orders\x06\x163')).toBe('orders\\x06\\x163');
  });

  it('leaves out what a selector looks like', () => {
    expect(
      fitToShow(
        'metric vectors/s0-redis-q/&LabelSelector{MatchLabels:map[string]string{scaledobject.keda.sh/name: q,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch',
      ),
    ).toBe('metric vectors/s0-redis-q: unable to fetch');
  });

  it('is not endless', () => {
    expect(fitToShow('x'.repeat(100_000))).toHaveLength(500);
  });
});

describe('nameObject', () => {
  it('names as much as there is', () => {
    expect(nameObject('Pod', { metadata: { name: 'a', namespace: 'b' } })).toBe(
      'Pod b/a',
    );
    expect(nameObject('Pod', { metadata: { name: 'a' } })).toBe('Pod a');
    expect(nameObject('Pod', undefined)).toBe('Pod');
  });
});

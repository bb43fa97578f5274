import { length, NO_WINDOW, writes } from './writes';

describe('a Redis that is away', () => {
  it('holds everything where it is, and may be forgotten when it comes back empty', () => {
    expect(
      writes({
        replicas: 2,
        duration: 200,
        redisEvents: [
          [42, 0],
          [102, 1],
        ],
        curve: [length(0, 10)],
      }),
    ).toBe('0@105k');
  });

  it('holds everything for one trigger alone', () => {
    const triggers = [
      { type: 'redis', metadata: { listName: 'a' } },
      { type: 'redis', metadata: { listName: 'b' } },
    ];
    expect(
      writes({
        spec: { triggers, advanced: NO_WINDOW },
        replicas: 4,
        duration: 140,
        redisEvents: [
          [41, 0],
          [101, 1],
        ],
        keysOnStoppedRedis: ['b'],
        curve: [
          length(0, 20, 'a'),
          length(0, 5, 'b'),
          length(50, 100, 'a'),
          length(80, 1, 'a'),
        ],
      }),
    ).toBe('1@112h');
  });

  it('makes the fallback work with threshold 0 only', () => {
    const away = (failureThreshold: number) =>
      writes({
        spec: { fallback: { failureThreshold, replicas: 6 } },
        replicas: 2,
        duration: 100,
        redisEvents: [[30, 0]],
        curve: [length(0, 10)],
      });
    // The pass at 37 s waits for the poll before it, both dial; at 52 s KEDA's
    // old client has given that up.
    expect(away(0)).toBe('4@42h 6@54h');
    expect(away(3)).toBe('');
  });

  it('makes the fallback work with any threshold when it only denies the key', () => {
    const fallback = { failureThreshold: 3, replicas: 6 };
    expect(
      writes({
        spec: { fallback },
        replicas: 2,
        types: { q: 'string' },
        duration: 100,
        curve: [length(30, 1)],
      }),
    ).toBe('0@0k 1@45k 4@52h 6@67h');
  });

  it('is read late by a pass that is still trying when it comes back', () => {
    expect(
      writes({
        replicas: 4,
        duration: 120,
        redisEvents: [
          [42, 'stop'],
          [84, 'cont'],
        ],
        curve: [length(0, 20), length(50, 40)],
      }),
    ).toBe('8@84h');
  });

  it('holds everything while it hangs', () => {
    expect(
      writes({
        replicas: 10,
        duration: 140,
        redisEvents: [
          [42, 'stop'],
          [102, 'cont'],
        ],
        curve: [length(0, 50)],
      }),
    ).toBe('');
  });
});

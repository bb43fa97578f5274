import { length, NO_WINDOW, TRIGGER, writes } from './writes';

describe('KEDA', () => {
  it('goes from any number to zero in one step', () => {
    expect(
      writes({ replicas: 20, curve: [length(0, 100), length(8, 0)] }),
    ).toBe('0@35k');
  });

  it('keeps a fresh Deployment for the initial cooldown', () => {
    expect(
      writes({ replicas: 1, spec: { initialCooldownPeriod: 60 }, curve: [] }),
    ).toBe('0@60k');
    expect(writes({ replicas: 1, curve: [] })).toBe('0@0k');
  });

  it('wakes to the minimum and idles below it', () => {
    expect(
      writes({
        spec: { minReplicaCount: 3, idleReplicaCount: 0, advanced: NO_WINDOW },
        curve: [length(20, 1), length(60, 0)],
      }),
    ).toBe('3@20k 0@85k');
  });

  it('sets the minimum when there are fewer', () => {
    expect(writes({ spec: { minReplicaCount: 2 }, curve: [] })).toBe('2@0k');
  });

  it('is woken by each trigger above its own threshold', () => {
    const triggers = [
      { type: 'redis', metadata: { listName: 'a', activationListLength: '5' } },
      { type: 'redis', metadata: { listName: 'b', activationListLength: '1' } },
    ];
    const spec = { triggers, advanced: NO_WINDOW };
    expect(
      writes({ spec, curve: [length(10, 5, 'a'), length(10, 1, 'b')] }),
    ).toBe('');
    expect(writes({ spec, curve: [length(10, 2, 'b')], duration: 40 })).toBe(
      '1@10k',
    );
  });

  it('is woken by a formula above its activation target only', () => {
    const spec = {
      triggers: [
        { ...TRIGGER, name: 'waiting' },
        {
          type: 'redis',
          name: 'running',
          metadata: { listName: 'unacked', activationListLength: '99' },
        },
      ],
      advanced: {
        ...NO_WINDOW,
        scalingModifiers: {
          formula: 'waiting + max(running, 0)',
          target: '2',
          activationTarget: '3',
        },
      },
    };
    expect(
      writes({
        spec,
        duration: 60,
        types: { unacked: 'hash' },
        curve: [length(10, 3), length(30, 1, 'unacked')],
      }),
    ).toBe('1@30k 2@37h');
  });

  it('holds still while a key is of a type without a length', () => {
    expect(
      writes({
        types: { q: 'stream' },
        replicas: 1,
        curve: [length(0, 10)],
      }),
    ).toBe('');
  });
});

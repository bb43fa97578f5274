import { replay } from './replay';
import { parseScenario } from './scenario';

interface Facts {
  spec?: object;
  curve: object[];
  [field: string]: unknown;
}

const TRIGGER = {
  type: 'redis',
  metadata: { listName: 'q', listLength: '5' },
};
const NO_WINDOW = {
  horizontalPodAutoscalerConfig: {
    behavior: { scaleDown: { stabilizationWindowSeconds: 0 } },
  },
};

/** Replays a written scenario; the result reads like `0@150k 4@157h`. */
function writes({ spec, ...scenario }: Facts): string {
  const parsed = parseScenario({
    scenario: 'facts',
    replicas: 0,
    phases: { poll: 0.1, hpa: 7 },
    scaledObjectSpec: {
      pollingInterval: 5,
      cooldownPeriod: 30,
      minReplicaCount: 0,
      maxReplicaCount: 20,
      triggers: [TRIGGER],
      ...spec,
    },
    ...scenario,
  });
  return replay(parsed)
    .map(({ t, by, replicas }) => `${replicas}@${Math.round(t)}${by[0]}`)
    .join(' ');
}

function length(t: number, value: number, key = 'q') {
  return { t, key, length: value };
}

describe('bursts, to the step', () => {
  const golden = {
    phases: { poll: 0, hpa: 7 },
    duration: 400,
    curve: [length(0, 100), length(120, 0), length(200, 1), length(290, 0)],
  };

  it('grows again for one task when no behavior is set', () => {
    expect(writes(golden)).toBe(
      '1@0k 4@7h 8@22h 16@37h 20@52h 0@150k 1@200k 4@202h 8@217h 16@232h 20@247h 0@320k',
    );
  });

  it('does not when behavior is set to its defaults', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 300 } };
    expect(
      writes({
        ...golden,
        spec: { advanced: { horizontalPodAutoscalerConfig: { behavior } } },
      }),
    ).toBe('1@0k 5@7h 10@22h 20@37h 0@150k 1@200k 0@320k');
  });

  it('reaches the maximum in one step when so many may be added', () => {
    const behavior = {
      scaleUp: { policies: [{ type: 'Pods', value: 20, periodSeconds: 15 }] },
    };
    expect(
      writes({
        ...golden,
        spec: { advanced: { horizontalPodAutoscalerConfig: { behavior } } },
      }),
    ).toBe('1@0k 20@7h 0@150k 1@200k 0@320k');
  });
});

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

describe('the HPA', () => {
  it('leaves what is within a tenth of the target', () => {
    const spec = { advanced: NO_WINDOW };
    const onTwo = (tasks: number) =>
      writes({ spec, replicas: 2, duration: 20, curve: [length(0, tasks)] });
    expect(onTwo(9)).toBe('');
    expect(onTwo(11)).toBe('');
    expect(onTwo(12)).toBe('3@7h');
    const onFive = (tasks: number) =>
      writes({ spec, replicas: 5, duration: 20, curve: [length(0, tasks)] });
    expect(onFive(27)).toBe('');
    expect(onFive(28)).toBe('6@7h');
  });

  it('takes the tolerance of each direction', () => {
    const behavior = {
      scaleUp: { tolerance: '0.5' },
      scaleDown: { tolerance: '50m', stabilizationWindowSeconds: 0 },
    };
    const spec = {
      advanced: { horizontalPodAutoscalerConfig: { behavior } },
    };
    const on = (replicas: number, tasks: number) =>
      writes({ spec, replicas, duration: 20, curve: [length(0, tasks)] });
    expect(on(2, 15)).toBe('');
    expect(on(2, 16)).toBe('4@7h');
    expect(on(10, 48)).toBe('');
    expect(on(10, 45)).toBe('9@7h');
  });

  it('follows a lowered maximum at its next pass, whatever the window', () => {
    expect(
      writes({
        replicas: 20,
        duration: 40,
        curve: [length(0, 200), { t: 10, spec: { maxReplicaCount: 6 } }],
      }),
    ).toBe('6@22h');
  });

  it('removes no more than a policy allows, and the least with Min', () => {
    const scaleDown = (selectPolicy: string) => ({
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: {
            scaleDown: {
              stabilizationWindowSeconds: 0,
              selectPolicy,
              policies: [
                { type: 'Pods', value: 2, periodSeconds: 60 },
                { type: 'Percent', value: 50, periodSeconds: 15 },
              ],
            },
          },
        },
      },
    });
    const curve = [length(0, 5)];
    expect(
      writes({ spec: scaleDown('Max'), replicas: 16, duration: 60, curve }),
    ).toBe('8@7h 4@22h 2@37h 1@52h');
    expect(
      writes({ spec: scaleDown('Min'), replicas: 16, duration: 80, curve }),
    ).toBe('14@7h 12@67h');
  });

  it('never leaves one replica with a Value target and no ready pod', () => {
    expect(
      writes({
        spec: { triggers: [{ ...TRIGGER, metricType: 'Value' }] },
        duration: 100,
        curve: [length(10, 20)],
      }),
    ).toBe('1@10k');
  });

  it('sees what the last poll saw when metrics are cached', () => {
    expect(
      writes({
        spec: {
          pollingInterval: 40,
          triggers: [{ ...TRIGGER, useCachedMetrics: true }],
        },
        duration: 60,
        curve: [length(0, 5), length(5, 20)],
      }),
    ).toBe('1@0k 4@52h');
  });
});

describe('annotations', () => {
  const at = (t: number, annotations: object) => ({ t, annotations });
  const PAUSED = 'autoscaling.keda.sh/paused';

  it('pause everything, and start an HPA without a past afterwards', () => {
    expect(
      writes({
        duration: 160,
        replicas: 4,
        curve: [
          length(0, 20),
          at(20, { [PAUSED]: 'true' }),
          length(30, 0),
          length(90, 100),
          at(100, { [PAUSED]: null }),
        ],
      }),
    ).toBe('8@115h 16@130h 20@145h');
  });

  it('pause unless they say false', () => {
    const curve = [length(0, 100)];
    const annotated = (value: string) =>
      writes({ curve, duration: 8, annotations: { [PAUSED]: value } });
    expect(annotated('false')).toBe('1@0k 4@7h');
    expect(annotated('sure')).toBe('');
  });

  it('pause at a number of replicas, at once', () => {
    expect(
      writes({
        replicas: 8,
        duration: 100,
        curve: [length(0, 40), at(12, { [`${PAUSED}-replicas`]: '3' })],
      }),
    ).toBe('3@12k');
  });

  it('pause scaling in, and no more than that', () => {
    expect(
      writes({
        replicas: 6,
        spec: { advanced: NO_WINDOW },
        duration: 200,
        curve: [
          length(0, 30),
          at(10, { [`${PAUSED}-scale-in`]: 'true' }),
          length(15, 0),
          length(80, 40),
          length(100, 0),
          at(150, { [`${PAUSED}-scale-in`]: null }),
        ],
      }),
    ).toBe('8@82h 0@150k');
  });

  it('pause scaling out, and no more than that', () => {
    expect(
      writes({
        spec: { advanced: NO_WINDOW },
        duration: 120,
        annotations: { [`${PAUSED}-scale-out`]: 'true' },
        curve: [
          length(10, 40),
          at(40, { [`${PAUSED}-scale-out`]: null }),
          at(60, { [`${PAUSED}-scale-out`]: 'true' }),
          length(62, 90),
          length(75, 10),
        ],
      }),
    ).toBe('1@40k 5@52h 2@82h');
  });

  it('force a worker that nothing asks for', () => {
    const FORCE = 'autoscaling.keda.sh/force-activation';
    expect(
      writes({
        duration: 200,
        curve: [at(20, { [FORCE]: 'true' }), at(100, { [FORCE]: null })],
      }),
    ).toBe('1@20k 0@125k');
  });
});

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
    expect(away(0)).toBe('4@40h 6@55h');
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

import { checkScaledObject } from './checkScaledObject';
import { ScaledObjectSpec } from './scaledObject';

const TRIGGER = { type: 'redis', metadata: { listName: 'q' } };

describe('checkScaledObject', () => {
  it('lets a good one pass', () => {
    expect(() => checkScaledObject({ triggers: [TRIGGER] })).not.toThrow();
  });

  it.each<[string, object]>([
    ['The ScaledObject has no triggers.', { triggers: [] }],
    [
      'pollingInterval is 0: give a whole number, 1 or more.',
      { pollingInterval: 0 },
    ],
    [
      'cooldownPeriod is "30": give a whole number, 0 or more.',
      { cooldownPeriod: '30' },
    ],
    [
      'minReplicaCount is 3, above maxReplicaCount, which is 2.',
      { minReplicaCount: 3, maxReplicaCount: 2 },
    ],
    [
      'idleReplicaCount is 0: give less than minReplicaCount, which is 0.',
      { idleReplicaCount: 0 },
    ],
    [
      'Trigger 0 is of type cron: only redis, redis-cluster, redis-sentinel can be modelled.',
      { triggers: [{ ...TRIGGER, type: 'cron' }] },
    ],
    [
      'Trigger 0 needs metadata whose values are text: put listLength in quotes.',
      {
        triggers: [
          { type: 'redis', metadata: { listName: 'q', listLength: 5 } },
        ],
      },
    ],
    [
      'Trigger 0 has no listName.',
      { triggers: [{ ...TRIGGER, metadata: {} }] },
    ],
    [
      'Trigger 0 has listLength "five": write a whole number.',
      {
        triggers: [
          { ...TRIGGER, metadata: { listName: 'q', listLength: 'five' } },
        ],
      },
    ],
    [
      'Trigger 0 has listLength 0: give a whole number, 1 or more.',
      {
        triggers: [
          { ...TRIGGER, metadata: { listName: 'q', listLength: '0' } },
        ],
      },
    ],
    [
      'Trigger 0 has metricType Utilization: use AverageValue or Value.',
      { triggers: [{ ...TRIGGER, metricType: 'Utilization' }] },
    ],
    [
      'Two triggers are called work.',
      {
        triggers: [
          { ...TRIGGER, name: 'work' },
          { ...TRIGGER, name: 'work' },
        ],
      },
    ],
    [
      'scalingModifiers needs a formula and a target above 0.',
      { advanced: { scalingModifiers: { formula: '1' } } },
    ],
    [
      'The formula names work, but no trigger is called so (none has a name).',
      { advanced: { scalingModifiers: { formula: 'work', target: '2' } } },
    ],
  ])('%s', (message, spec) => {
    const checked = { triggers: [TRIGGER], ...spec } as ScaledObjectSpec;
    expect(() => checkScaledObject(checked)).toThrow(message);
  });
});

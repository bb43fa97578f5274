import { describeDecision } from './describeDecision';
import { explain, ScalingSituation } from './explain';
import { initialHpaState } from './hpaState';
import { initialKedaState } from './kedaState';

const NOW = 1_000_000;

function situation(more: Partial<ScalingSituation>): ScalingSituation {
  return {
    name: 'orders',
    spec: {
      pollingInterval: 5,
      cooldownPeriod: 30,
      maxReplicaCount: 20,
      triggers: [
        { type: 'redis', name: 'waiting', metadata: { listName: 'orders' } },
        { type: 'redis', name: 'running', metadata: { listName: 'unacked' } },
      ],
      advanced: {
        scalingModifiers: { formula: 'waiting + running', target: '2' },
        horizontalPodAutoscalerConfig: {
          behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
        },
      },
    },
    keda: { ...initialKedaState(NOW - 3600), lastActiveAt: NOW - 2 },
    hpa: initialHpaState(),
    replicas: 4,
    readings: [{ value: 98 }, { value: 4 }],
    now: NOW,
    ...more,
  };
}

function texts(
  decision: ReturnType<typeof explain>['next'],
  work?: Parameters<typeof describeDecision>[1],
): string[] {
  return decision
    ? describeDecision(decision, work).map(({ text }) => text)
    : [];
}

describe('explain', () => {
  it('says why more workers come, and how many so soon', () => {
    const { keda, hpa, next } = explain(situation({}));
    expect(keda).toMatchObject({ from: 4, to: 4, reason: { code: 'active' } });
    expect(hpa).toMatchObject({ from: 4, to: 8 });
    expect(next).toEqual(hpa);
    expect(texts(next, { waiting: 98, inFlight: 4 })).toEqual([
      '98 waiting + 4 running at 2 per worker asks for 51.',
      'No more than 8 may there be so soon.',
    ]);
  });

  it('names the maximum', () => {
    const { hpa, next } = explain(situation({ replicas: 20 }));
    expect(texts(hpa)).toEqual([
      '102 at 2 per worker asks for 51.',
      'The maximum is 20.',
    ]);
    expect(next).toBeUndefined();
  });

  it('sees the end of a cooldown coming', () => {
    const { keda, next } = explain(
      situation({ replicas: 1, readings: [{ value: 0 }, { value: 0 }] }),
    );
    expect(texts(keda)).toEqual([
      'There is no work; all workers stop in 28 s if none comes.',
    ]);
    expect(next).toMatchObject({ by: 'keda', at: NOW + 30, from: 1, to: 0 });
    expect(texts(next)).toEqual([
      'No work was seen for 30 s: all workers stop at once.',
    ]);
  });

  it('sees a window end', () => {
    const { hpa, next } = explain(
      situation({
        replicas: 10,
        readings: [{ value: 0 }, { value: 8 }],
        hpa: {
          ...initialHpaState(),
          recommendations: [{ at: NOW - 20, replicas: 10 }],
        },
      }),
    );
    expect(texts(hpa)).toEqual([
      '8 at 2 per worker asks for 4.',
      'The most that was asked for in the last 60 s still counts: 10.',
    ]);
    expect(next).toMatchObject({ by: 'hpa', at: NOW + 45, to: 4 });
  });

  it('knows what is close enough', () => {
    const { hpa, next } = explain(
      situation({ readings: [{ value: 4 }, { value: 4.5 }] }),
    );
    expect(texts(hpa)).toEqual(['8.5 at 2 per worker is close enough to 4.']);
    expect(next).toBeUndefined();
  });

  it('says that nothing changes while the broker is away', () => {
    const error = { error: 'connection refused', reachable: false };
    const { keda, hpa, next } = explain(
      situation({ readings: [error, error] }),
    );
    expect(texts(keda)).toEqual([
      'KEDA cannot connect to the broker: nothing changes until it can.',
    ]);
    expect(texts(hpa)).toEqual([
      '1 of 1 metrics cannot be read: nothing changes until they can.',
    ]);
    expect(next).toBeUndefined();
  });

  it('says that scaling is paused', () => {
    const { keda, hpa, next } = explain(
      situation({ annotations: { 'autoscaling.keda.sh/paused': 'true' } }),
    );
    expect(texts(keda)).toEqual(['An annotation pauses all scaling.']);
    expect(hpa).toBeUndefined();
    expect(next).toBeUndefined();
  });

  it('wakes a workload at zero', () => {
    const { keda, hpa, next } = explain(
      situation({ replicas: 0, readings: [{ value: 1 }, { value: 0 }] }),
    );
    expect(next).toEqual(keda);
    expect(texts(next)).toEqual(['There is work and no worker.']);
    expect(texts(hpa)).toEqual(['At zero only KEDA can start a worker.']);
  });
});

import { FIXTURES, readFixture } from '../__fixtures__/fixture';
import { Condition } from './conditions';
import { externalMetrics } from './externalMetrics';
import { hpaReadsMetrics, hpaSync } from './hpa';
import { hpaNameOf, hpaSpecOf } from './hpaSpec';
import { HpaState, initialHpaState } from './hpaState';
import { kedaPoll } from './keda';
import { initialKedaState, KedaState, TriggerReading } from './kedaState';
import { ScaledObjectSpec } from './scaledObject';
import { triggerMetricsOf } from './triggers';

/** What the API of a real control plane returned. */
interface Recorded {
  deployment: { spec: { replicas: number } };
  scaledObject: {
    metadata: { name: string; annotations?: Record<string, string> };
    spec: ScaledObjectSpec;
    status: {
      conditions: Condition[];
      externalMetricNames: string[];
      triggersActivity: Record<string, { isActive: boolean }>;
    };
  };
  /** Absent while scaling was paused. */
  horizontalPodAutoscaler?: {
    metadata: { name: string };
    spec: object;
    status: {
      conditions?: Condition[];
      currentMetrics: unknown;
      desiredReplicas: number;
    };
  };
}

function recorded(name: string): Recorded {
  return readFixture(name) as unknown as Recorded;
}

/** Type, status and reason; messages hold addresses of the recording. */
function reasons(conditions: readonly Condition[] = []) {
  return conditions.map(({ type, status, reason = null }) => [
    type,
    status,
    reason,
  ]);
}

/** Runs both controllers on constant readings until nothing changes any more. */
function settle(
  name: string,
  readings: readonly TriggerReading[],
  before: { keda?: Partial<KedaState>; hpa?: Partial<HpaState> } = {},
) {
  const { deployment, scaledObject } = recorded(name);
  const { spec, metadata } = scaledObject;
  const { replicas } = deployment.spec;
  const hpaSpec = hpaSpecOf(spec, metadata)!;
  let keda: KedaState = { ...initialKedaState(0), ...before.keda };
  let hpa: HpaState = { ...initialHpaState(), ...before.hpa };
  for (const now of [1000, 1005, 1015]) {
    const counts = { replicas, readyReplicas: 0 };
    if (now !== 1005) {
      const read = hpaReadsMetrics(hpaSpec, replicas)
        ? externalMetrics({ spec, state: keda, readings, ...counts })
        : { state: keda, metrics: {} };
      keda = read.state;
      hpa = hpaSync({
        spec: hpaSpec,
        state: hpa,
        specReplicas: replicas,
        statusReplicas: replicas,
        metrics: read.metrics,
        now,
      }).state;
    }
    keda = kedaPoll({
      spec,
      annotations: metadata.annotations,
      state: keda,
      readings,
      hpaConditions: hpa.conditions,
      now,
      ...counts,
    }).state;
  }
  return { keda, hpa };
}

describe('objects as a real control plane made them', () => {
  it.each(FIXTURES)('%s: the HPA of the ScaledObject', name => {
    const { scaledObject, horizontalPodAutoscaler } = recorded(name);
    const { spec, metadata, status } = scaledObject;
    expect(hpaSpecOf(spec, metadata)).toEqual(horizontalPodAutoscaler?.spec);
    expect(hpaNameOf(spec, metadata.name)).toBe(`keda-hpa-${metadata.name}`);
    expect(triggerMetricsOf(spec).map(({ metric }) => metric)).toEqual(
      status.externalMetricNames,
    );
  });

  const away: TriggerReading = { error: 'refused', reachable: false };
  const earlier = [{ at: 990, replicas: 20 }];

  interface Situation {
    readings: readonly TriggerReading[];
    keda?: Partial<KedaState>;
    hpa?: Partial<HpaState>;
  }

  it.each<[string, Situation]>([
    ['active-at-max-count', { readings: [{ value: 100 }] }],
    ['limited-at-max', { readings: [{ value: 500 }] }],
    [
      'min-one-idle',
      {
        readings: [{ value: 0 }],
        hpa: { recommendations: [{ at: 990, replicas: 1 }] },
      },
    ],
    [
      'formula-active-list-empty',
      {
        readings: [{ value: 0 }, { value: 20 }],
        hpa: { recommendations: earlier },
      },
    ],
    ['keepalive-held', { readings: [{ value: 0 }, { value: 16 }] }],
    ['stranded-woken', { readings: [{ value: 0 }, { value: 3 }] }],
    [
      'cooldown-scaler-inactive',
      {
        readings: [{ value: 0 }],
        keda: { lastActiveAt: 995 },
        hpa: { recommendations: earlier },
      },
    ],
    [
      'force-activation',
      // An hour after the last recommendation.
      {
        readings: [{ value: 0 }],
        hpa: { recommendations: [{ at: -3600, replicas: 0 }] },
      },
    ],
  ])('%s: conditions and metrics', (name, { readings, ...before }) => {
    const { scaledObject, horizontalPodAutoscaler } = recorded(name);
    const { keda, hpa } = settle(name, readings, before);
    const { status } = horizontalPodAutoscaler!;
    // Some are older than the condition HPAActive.
    const expected = reasons(scaledObject.status.conditions);
    expect(reasons(keda.conditions).slice(0, expected.length)).toEqual(
      expected,
    );
    expect(keda.triggersActivity).toEqual(
      Object.fromEntries(
        Object.entries(scaledObject.status.triggersActivity).map(
          ([metric, { isActive }]) => [metric, isActive],
        ),
      ),
    );
    expect(reasons(hpa.conditions)).toEqual(reasons(status.conditions));
    expect(hpa.currentMetrics).toEqual(status.currentMetrics);
    expect(hpa.desiredReplicas).toBe(status.desiredReplicas);
  });

  it('redis-down: what is reported while nothing can be read', () => {
    const { scaledObject, horizontalPodAutoscaler } = recorded('redis-down');
    const before = settle('before-redis-down', [{ value: 50 }]);
    const { spec, metadata } = scaledObject;
    const hpaSpec = hpaSpecOf(spec, metadata)!;
    const counts = { replicas: 10, readyReplicas: 0 };
    const failed = kedaPoll({
      spec,
      state: before.keda,
      readings: [away],
      hpaConditions: before.hpa.conditions,
      now: 1020,
      ...counts,
    }).state;
    const { metrics } = externalMetrics({
      spec,
      state: failed,
      readings: [away],
      ...counts,
    });
    const { state: hpa, replicas } = hpaSync({
      spec: hpaSpec,
      state: before.hpa,
      specReplicas: 10,
      statusReplicas: 10,
      metrics,
      now: 1030,
    });
    expect(replicas).toBeUndefined();
    expect(reasons(hpa.conditions)).toEqual(
      reasons(horizontalPodAutoscaler?.status.conditions),
    );
    expect(hpa.currentMetrics).toEqual(
      horizontalPodAutoscaler?.status.currentMetrics,
    );
    expect(reasons(failed.conditions).slice(0, 4)).toEqual(
      reasons(scaledObject.status.conditions).slice(0, 4),
    );
  });

  it('zero-after-cooldown: nothing is read, and nothing is forgotten', () => {
    const { scaledObject, horizontalPodAutoscaler } = recorded(
      'zero-after-cooldown',
    );
    const busy = settle('active-at-max-count', [{ value: 100 }]);
    const { keda, hpa } = settle('zero-after-cooldown', [{ value: 0 }], busy);
    expect(reasons(keda.conditions)).toEqual(
      reasons(scaledObject.status.conditions),
    );
    expect(reasons(hpa.conditions)).toEqual(
      reasons(horizontalPodAutoscaler?.status.conditions),
    );
    expect(hpa).toMatchObject({ currentMetrics: null, desiredReplicas: 0 });
  });

  it('paused: only the pause is reported, all else stays as it was', () => {
    const { scaledObject } = recorded('paused');
    const { spec, metadata, status } = scaledObject;
    const busy = settle('active-at-max-count', [{ value: 100 }]);
    const { state } = kedaPoll({
      spec,
      annotations: metadata.annotations,
      state: busy.keda,
      readings: [{ value: 0 }],
      replicas: 6,
      now: 1020,
    });
    expect(reasons(state.conditions)).toEqual(reasons(status.conditions));
  });
});

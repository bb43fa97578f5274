import { length, NO_WINDOW, TRIGGER, writes } from './writes';

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

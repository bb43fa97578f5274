import { length, writes } from './writes';

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

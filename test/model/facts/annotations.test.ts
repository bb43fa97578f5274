import { length, NO_WINDOW, writes } from './writes';

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

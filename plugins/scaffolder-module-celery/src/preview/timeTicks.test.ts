import { timeTicks } from './timeTicks';

describe('timeTicks', () => {
  it.each([
    [5, [0, 1, 2, 3, 4, 5]],
    [123, [0, 30, 60, 90, 120]],
    [3600, [0, 600, 1200, 1800, 2400, 3000, 3600]],
    [86_400, [0, 21_600, 43_200, 64_800, 86_400]],
  ])('divides %d s into round steps', (until, ticks) => {
    expect(timeTicks(until)).toEqual(ticks);
  });

  it('never gives many, however long', () => {
    for (let until = 1; until < 1e9; until *= 1.7) {
      expect(timeTicks(until).length).toBeLessThanOrEqual(8);
    }
    expect(timeTicks(0)).toEqual([0]);
  });
});

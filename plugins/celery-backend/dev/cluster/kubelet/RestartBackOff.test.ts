import { RestartBackOff } from './RestartBackOff';

it('restarts at once, then after ever longer waits, up to five minutes', () => {
  const backOff = new RestartBackOff();
  const delays = Array.from({ length: 8 }, () => backOff.delayAfter(1000));
  expect(delays).toEqual([
    0, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000,
  ]);
});

it('begins anew after ten minutes without trouble', () => {
  const backOff = new RestartBackOff();
  backOff.delayAfter(1000);
  backOff.delayAfter(1000);
  expect(backOff.delayAfter(600_000)).toBe(0);
  expect(backOff.delayAfter(1000)).toBe(10_000);
});

import { historyPoint } from '../__testUtils__/service';
import {
  areaPath,
  linearScale,
  linePath,
  roundUp,
  runsOf,
  timeTicks,
} from './geometry';
import { chartSeriesOf, highestOf } from './series';

const step = (from: number, high: number, low = 0) => ({
  from,
  to: from + 10,
  low,
  high,
});
const same = (value: number) => value;

describe('runsOf', () => {
  it('ends a run at what is unknown and at what is missing', () => {
    const [a, b, c, d] = [step(0, 1), step(10, 2), step(30, 3), step(40, 4)];
    expect(runsOf([a, b, null, c, d])).toEqual([
      [a, b],
      [c, d],
    ]);
    expect(runsOf([a, b, c])).toEqual([[a, b], [c]]);
    expect(runsOf([null, null])).toEqual([]);
  });
});

describe('paths', () => {
  it('go along the steps and do not cross a gap', () => {
    const steps = [step(0, 5, 1), null, step(20, 7, 2)];
    expect(areaPath(steps, same, same)).toBe(
      'M0,5L10,5L10,1L0,1ZM20,7L30,7L30,2L20,2Z',
    );
    expect(linePath(steps, same, same)).toBe('M0,5L10,5M20,7L30,7');
    expect(areaPath([], same, same)).toBe('');
  });
});

describe('linearScale', () => {
  it('maps a span onto pixels, upside down as well', () => {
    const y = linearScale([0, 200], [100, 0]);
    expect([y(0), y(50), y(200)]).toEqual([100, 75, 0]);
  });

  it('survives a span of nothing', () => {
    expect(linearScale([5, 5], [0, 100])(5)).toBe(0);
  });
});

describe('roundUp', () => {
  it.each([
    [0, 1],
    [-1, 1],
    [NaN, 1],
    [5e-324, 1],
    [0.3, 0.5],
    [1, 1],
    [98, 100],
    [101, 200],
    [201, 500],
    [7_654_321, 10_000_000],
  ])('%s: %s', (value, top) => {
    expect(roundUp(value)).toBeCloseTo(top);
  });
});

describe('timeTicks', () => {
  const noon = new Date(2026, 10, 25, 12, 1).getTime();
  const hour = 3_600_000;

  it.each([
    [hour, 7, 10 * 60_000],
    [6 * hour, 7, hour],
    [24 * hour, 7, 6 * hour],
    [168 * hour, 7, 24 * hour],
    [168 * hour, 2, 24 * hour],
  ])('picks round steps: %d ms in at most %d', (span, most, expected) => {
    const { step: apart, ticks } = timeTicks(noon - span, noon, most);
    expect(apart).toBe(expected);
    expect(ticks.length).toBeGreaterThan(0);
    for (const tick of ticks) {
      expect(tick).toBeGreaterThanOrEqual(noon - span);
      expect(tick).toBeLessThanOrEqual(noon);
      expect(new Date(tick).getSeconds()).toBe(0);
    }
  });

  it('starts days at midnight', () => {
    const { ticks } = timeTicks(noon - 168 * hour, noon, 7);
    expect(ticks.map(tick => new Date(tick).getHours())).toEqual(
      Array(7).fill(0),
    );
  });
});

describe('chartSeriesOf', () => {
  it('stacks what runs, what is held and what waits', () => {
    const { running, scheduled, waiting } = chartSeriesOf(
      [historyPoint(0, { length: 98, inFlight: 10, scheduled: 4 })],
      15,
    );
    const times = { from: 0, to: 15_000 };
    expect(running).toEqual([{ ...times, low: 0, high: 6 }]);
    expect(scheduled).toEqual([{ ...times, low: 6, high: 10 }]);
    expect(waiting).toEqual([{ ...times, low: 10, high: 108 }]);
    expect(highestOf(running, waiting)).toBe(108);
  });

  it('leaves gaps where nothing is known', () => {
    const series = chartSeriesOf([historyPoint(0, {})], 15);
    for (const lane of [
      series.running,
      series.scheduled,
      series.waiting,
      series.oldest,
      series.ready,
      series.wanted,
    ]) {
      expect(lane).toEqual([null]);
    }
    expect(highestOf(series.waiting, series.oldest)).toBe(0);
  });
});

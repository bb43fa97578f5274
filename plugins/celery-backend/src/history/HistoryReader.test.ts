import { MAX_HISTORY_POINTS } from '@celery-keda/backstage-plugin-celery-common';
import { windowOf } from './HistoryReader';

const NOON = Date.parse('2026-11-25T12:00:00Z') / 1000;
const HOUR = 3600;
const DAY = 86_400;

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function windowFor(
  query: { from?: number; to?: number; stepSeconds?: number },
  now: number = NOON,
) {
  const { from, to, stepSeconds } = query;
  return windowOf(
    {
      from: from === undefined ? undefined : iso(from),
      to: to === undefined ? undefined : iso(to),
      stepSeconds,
    },
    now,
    now - HOUR,
  );
}

it('shows the last hour unless asked for another', () => {
  expect(windowFor({})).toEqual({ from: NOON - HOUR, to: NOON, step: 15 });
});

it.each([
  [6 * HOUR, 60],
  [DAY, 300],
  [7 * DAY, 1800],
  [3650 * DAY, 8 * DAY],
])('of %d seconds takes steps of %d', (length, step) => {
  expect(windowFor({ from: NOON - length }).step).toBe(step);
});

it('takes the step that is asked for', () => {
  expect(windowFor({ from: NOON - DAY, stepSeconds: 600 })).toEqual({
    from: NOON - DAY,
    to: NOON,
    step: 600,
  });
});

it('is no finer than what is kept', () => {
  expect(windowFor({ from: NOON - HOUR - 1, stepSeconds: 15 }).step).toBe(60);
  expect(windowFor({ from: NOON - 2 * HOUR, stepSeconds: 100 }).step).toBe(120);
});

it('rounds its ends outwards, so that steps stay where they are', () => {
  expect(windowFor({ from: NOON - 600 }, NOON + 7)).toEqual({
    from: NOON - 600,
    to: NOON + 15,
    step: 15,
  });
});

it('has never more points than a page can show', () => {
  for (let length = 15; length < 40 * DAY; length = length * 1.37 + 1) {
    for (const stepSeconds of [undefined, 15, 17, 3600]) {
      const { from, to, step } = windowFor({
        from: Math.floor(NOON - length),
        stepSeconds,
      });
      expect((to - from) / step).toBeLessThanOrEqual(MAX_HISTORY_POINTS);
    }
  }
});

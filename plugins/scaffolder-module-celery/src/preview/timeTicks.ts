const MINUTE = 60;
const HOUR = 60 * MINUTE;

const STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
];

const MOST_TICKS = 7;

/** Round moments from 0 on, up to `until` seconds. */
export function timeTicks(until: number): number[] {
  const last = STEPS[STEPS.length - 1];
  const step =
    STEPS.find(seconds => until / seconds < MOST_TICKS) ??
    last * Math.ceil(until / last / MOST_TICKS);
  return Array.from(
    { length: Math.floor(until / step) + 1 },
    (_, index) => index * step,
  );
}

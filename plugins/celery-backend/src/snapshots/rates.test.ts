import { LengthSample, secondsToDrain, withSample } from './rates';

function samples(...points: Array<[seconds: number, length: number]>) {
  return points.reduce<LengthSample[]>(
    (all, [seconds, length]) => withSample(all, { at: seconds * 1000, length }),
    [],
  );
}

it.each<[string, Array<[number, number]>, number | null]>([
  ['nothing seen', [], null],
  ['one look', [[0, 10]], null],
  ['an empty queue', [[0, 0]], 0],
  [
    'a steady queue',
    [
      [0, 10],
      [5, 10],
    ],
    null,
  ],
  [
    'a growing queue',
    [
      [0, 10],
      [5, 12],
    ],
    null,
  ],
  [
    'a shrinking queue',
    [
      [0, 30],
      [10, 20],
    ],
    20,
  ],
  [
    'one that shrank and grew',
    [
      [0, 30],
      [5, 10],
      [10, 25],
    ],
    50,
  ],
  [
    'one that grew more than half a minute ago',
    [
      [0, 0],
      [30, 90],
      [60, 60],
      [70, 50],
    ],
    50,
  ],
])('time to drain: %s', (_, points, expected) => {
  expect(secondsToDrain(samples(...points))).toBe(expected);
});

it('keeps what half a minute needs, however long it goes on', () => {
  const points = Array.from(
    { length: 1000 },
    (_, at) => [at, at] as [number, number],
  );
  expect(samples(...points).map(({ at }) => at / 1000)).toEqual(
    Array.from({ length: 31 }, (_, index) => 969 + index),
  );
});

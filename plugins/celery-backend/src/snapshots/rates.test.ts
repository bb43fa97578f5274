import { ratesOf, Sample, withSample } from './rates';

type Point = [seconds: number, length: number, arrived?: number | null];

function samples(...points: Point[]) {
  return points.reduce<Sample[]>(
    (all, [seconds, length, arrived]) =>
      withSample(all, { at: seconds * 1000, length, arrived }),
    [],
  );
}

it.each<[string, Point[], number | null]>([
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
  expect(ratesOf(samples(...points)).secondsToDrain).toBe(expected);
});

it.each<[string, Point[], number | null, number | null]>([
  ['nothing seen', [], null, null],
  ['one look', [[0, 10, 5]], null, null],
  [
    'uncounted arrivals',
    [
      [0, 10],
      [5, 10],
    ],
    null,
    null,
  ],
  [
    'unknown arrivals',
    [
      [0, 10, null],
      [5, 10, null],
    ],
    null,
    null,
  ],
  [
    'counted now and then',
    [
      [0, 10, null],
      [5, 20],
      [10, 10, 20],
    ],
    2,
    2,
  ],
  [
    'nothing new',
    [
      [0, 10, null],
      [5, 5, 0],
    ],
    0,
    1,
  ],
  [
    'as many as go',
    [
      [0, 10, null],
      [5, 10, 20],
      [10, 10, 10],
    ],
    3,
    3,
  ],
  [
    'more than go',
    [
      [0, 10, null],
      [10, 30, 25],
    ],
    2.5,
    0.5,
  ],
  [
    'known again after a gap',
    [
      [0, 10, null],
      [5, 10, 50],
      [10, 7, null],
      [15, 9, 2],
    ],
    0.4,
    0,
  ],
  [
    'unknown at last',
    [
      [0, 10, null],
      [5, 10, 50],
      [10, 7, null],
    ],
    null,
    null,
  ],
  [
    'given back by a worker',
    [
      [0, 10, null],
      [5, 20, 5],
    ],
    1,
    null,
  ],
])('arrival and drain: %s', (_, points, arrivalPerSecond, drainPerSecond) => {
  expect(ratesOf(samples(...points))).toMatchObject({
    arrivalPerSecond,
    drainPerSecond,
  });
});

describe('the age of the newest in flight', () => {
  const ageOf = (...points: [seconds: number, newest?: number][]) =>
    ratesOf(
      points.reduce<Sample[]>(
        (all, [seconds, newest]) =>
          withSample(all, {
            at: seconds * 1000,
            length: 0,
            newestInFlight: newest === undefined ? newest : newest * 1000,
          }),
        [],
      ),
    ).newestInFlightAgeSeconds;

  it.each<[string, Parameters<typeof ageOf>, number | null]>([
    [
      'is that of the one there is',
      [
        [100, 70],
        [115, 70],
        [130, 70],
      ],
      60,
    ],
    [
      'counts what was done meanwhile',
      [
        [100, 70],
        [115, 110],
        [130, 70],
      ],
      20,
    ],
    [
      'forgets what is long done',
      [
        [85, 84],
        [100, 70],
        [130, 70],
      ],
      60,
    ],
    [
      'goes on with nothing in flight',
      [
        [100, 70],
        [130, -Infinity],
      ],
      60,
    ],
    [
      'is none where nothing was',
      [
        [100, -Infinity],
        [130, -Infinity],
      ],
      null,
    ],
    ['is unknown where one does not tell', [[100, 70], [115], [130, 70]], null],
    [
      'takes half a minute of looking',
      [
        [101, 70],
        [115, 70],
        [130, 70],
      ],
      null,
    ],
    [
      'is none too soon for a clock that is wrong',
      [
        [100, 140],
        [130, 140],
      ],
      0,
    ],
    ['takes a look', [], null],
  ])('%s', (_, points, age) => {
    expect(ageOf(...points)).toBe(age);
  });
});

it('keeps what half a minute needs, however long it goes on', () => {
  const points = Array.from({ length: 1000 }, (_, at): Point => [at, at]);
  expect(samples(...points).map(({ at }) => at / 1000)).toEqual(
    Array.from({ length: 31 }, (_, index) => 969 + index),
  );
});

import { historyPoint, serviceHistory } from '../__testUtils__/service';
import { historyToCsv } from './csv';
import { scalingMomentsOf } from './moments';
import { isHistoryRangeName } from './ranges';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const at = (minute: number) => NOON + minute * 60_000;

/** Steps of a minute in which so many workers were wanted. */
const wanted = (...counts: (number | undefined)[]) =>
  counts.map((desiredReplicas, minute) =>
    historyPoint(at(minute), { desiredReplicas, length: 98, inFlight: 4 }),
  );

describe('scalingMomentsOf', () => {
  it('finds where the number of workers wanted changed', () => {
    expect(scalingMomentsOf(wanted(0, 0, 4, 8, 8, 0), 60)).toEqual([
      { at: at(2), from: 0, to: 4, waiting: 98, inFlight: 4 },
      { at: at(3), from: 4, to: 8, waiting: 98, inFlight: 4 },
      { at: at(5), from: 8, to: 0, waiting: 98, inFlight: 4 },
    ]);
  });

  it('claims nothing about what nobody saw', () => {
    const points = wanted(0, 0, 4, undefined, 8);
    expect(scalingMomentsOf(points.slice(0, 2).concat(points[4]), 60)).toEqual(
      [],
    );
    expect(scalingMomentsOf(points, 60)).toEqual([
      expect.objectContaining({ at: at(2) }),
    ]);
  });

  it('sees a peak within a step, and its end in the next', () => {
    const [first, , third] = wanted(2, 2, 2);
    const peak = {
      ...historyPoint(at(1), {}),
      desiredReplicas: { min: 2, avg: 5, max: 9 },
    };
    expect(
      scalingMomentsOf([first, peak, third], 60).map(({ from, to }) => [
        from,
        to,
      ]),
    ).toEqual([
      [2, 9],
      [9, 2],
    ]);
  });

  it('does not hide that it went down within a step as well', () => {
    const [first] = wanted(4);
    const step = (minute: number, min: number, max: number) => ({
      ...historyPoint(at(minute), {}),
      desiredReplicas: { min, avg: (min + max) / 2, max },
    });
    expect(
      scalingMomentsOf([first, step(1, 0, 8), step(2, 8, 8)], 60).map(
        ({ from, to, fewest }) => [from, to, fewest],
      ),
    ).toEqual([[4, 8, 0]]);
  });

  it('does not make a number of an unknown', () => {
    const points = [
      historyPoint(at(0), { desiredReplicas: 0 }),
      historyPoint(at(1), { desiredReplicas: 1 }),
    ];
    expect(scalingMomentsOf(points, 60)).toEqual([
      { at: at(1), from: 0, to: 1, waiting: null, inFlight: null },
    ]);
  });

  it('has nothing to say of nothing', () => {
    expect(scalingMomentsOf([], 60)).toEqual([]);
  });
});

describe('historyToCsv', () => {
  it('writes a line a step, and leaves out what is unknown', () => {
    const history = serviceHistory([
      historyPoint(at(0), { length: 98, replicas: 4.5 }),
    ]);
    expect(historyToCsv(history, 'orders').split('\r\n')).toEqual([
      'queue,at,stepSeconds,length.min,length.avg,length.max,inFlight.min,inFlight.avg,inFlight.max,scheduled.min,scheduled.avg,scheduled.max,oldestAgeSeconds.min,oldestAgeSeconds.avg,oldestAgeSeconds.max,replicas.min,replicas.avg,replicas.max,desiredReplicas.min,desiredReplicas.avg,desiredReplicas.max',
      'orders,2026-11-25T12:00:00.000Z,60,98,98,98,,,,,,,,,,4.5,4.5,4.5,,,',
      '',
    ]);
  });

  it('quotes what would break a line', () => {
    const history = serviceHistory([historyPoint(at(0), {})]);
    history.queues[0].name = 'a,"b"';
    expect(historyToCsv(history, 'a,"b"')).toMatch(/\r\n"a,""b""",2026/);
  });

  it('has only a header for a queue without a history', () => {
    expect(historyToCsv(serviceHistory([]), 'other')).toMatch(/^queue,.*\r\n$/);
  });
});

describe('isHistoryRangeName', () => {
  it.each([
    ['7d', true],
    ['2d', false],
    ['toString', false],
    [null, false],
  ])('%s: %s', (name, known) => {
    expect(isHistoryRangeName(name)).toBe(known);
  });
});

import { renderInTestApp } from '@backstage/frontend-test-utils';
import fc from 'fast-check';
import { anyPoints, anyScaling, NONSENSE } from './__testUtils__/generated';
import { serviceHistory } from './__testUtils__/service';
import { timeTicks } from './chart';
import { Formats, useFormats } from './format';
import { historyToCsv } from './history';
import { livePlanOf, loadOf, targetOf } from './whatIf';

// Ten thousand of anything take a while on a machine with other work.
jest.setTimeout(300_000);

const RUNS = { numRuns: 10_000, seed: 20261125 };
const SPAN: [number, number] = [
  Date.parse('2026-11-25T12:00:00Z'),
  Date.parse('2026-11-25T12:30:00Z'),
];

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(numbersIn)
    : [];
}

const areFinite = (value: unknown) =>
  numbersIn(value).every(number => Number.isFinite(number));

/**
 * What is not drawn with the rest of a page. For that see
 * {@link file://./components/markup.test.tsx}.
 */
describe('of ten thousand inputs', () => {
  it('what is to be tried makes sense', () => {
    fc.assert(
      fc.property(anyScaling, ({ queue, workers }) => {
        if (!workers || 'unknown' in workers) {
          return;
        }
        const load = loadOf(queue, targetOf(workers) ?? 1);
        expect(areFinite([load, livePlanOf(workers, load)])).toBe(true);
      }),
      RUNS,
    );
  });

  it('saved histories make sense', () => {
    fc.assert(
      fc.property(anyPoints, points => {
        expect(historyToCsv(serviceHistory(points), 'orders')).not.toMatch(
          NONSENSE,
        );
      }),
      RUNS,
    );
  });

  it('numbers and times are written in words that make sense', async () => {
    let formats: Formats | undefined;
    function Probe() {
      formats = useFormats();
      return null;
    }
    await renderInTestApp(<Probe />);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: -1e300, max: 1e300, noNaN: true }),
          fc.double({ min: -10, max: 1e6, noNaN: true }),
        ),
        number => {
          const { ticks, step } = timeTicks(SPAN[0], SPAN[1], 8);
          const written = [
            formats!.number(number),
            formats!.decimal(number),
            formats!.duration(number),
            formats!.about(number),
            formats!.moment(number),
            ...ticks.map(tick => formats!.tick(tick, step)),
          ];
          expect(written.filter(text => NONSENSE.test(text))).toEqual([]);
        },
      ),
      RUNS,
    );
  });
});

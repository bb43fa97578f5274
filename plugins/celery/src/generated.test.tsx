import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  comparePlans,
  nearestPlan,
  planSettingsOf,
} from '@celery-keda/backstage-plugin-celery-common';
import fc from 'fast-check';
import {
  anyManifest,
  anyPoints,
  anyRow,
  anyScaling,
  NONSENSE,
} from './__testUtils__/generated';
import {
  areaPath,
  chartSeriesOf,
  highestOf,
  linearScale,
  linePath,
  roundUp,
  timeTicks,
} from './chart';
import { Formats, useFormats } from './format';
import { historyToCsv, scalingMomentsOf } from './history';
import { totalsOf } from './overview';
import { livePlanOf, loadOf, targetOf } from './whatIf';
import { podRowsOf } from './workers';

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
 * What components show is made here; few of these inputs also go through the
 * components themselves, because drawing a page takes a thousand times longer.
 */
describe('of ten thousand inputs', () => {
  it('workers, plans and loads make sense', () => {
    fc.assert(
      fc.property(anyScaling, anyManifest, (scaling, manifest) => {
        const { queue, workers } = scaling;
        if (!workers || 'unknown' in workers) {
          return;
        }
        const settings = planSettingsOf(workers);
        const target = targetOf(workers) ?? 1;
        const load = loadOf(queue, target);
        const variants = manifest.queues.flatMap(each => each.variants);
        expect(
          areFinite([
            podRowsOf(workers.pods),
            settings,
            comparePlans(
              settings,
              nearestPlan(settings, variants)?.settings ?? {},
            ),
            load,
            livePlanOf(workers, load),
          ]),
        ).toBe(true);
      }),
      RUNS,
    );
  });

  it('histories make sense', () => {
    const x = linearScale(SPAN, [48, 800]);
    fc.assert(
      fc.property(anyPoints, points => {
        const { steps: _, ...lanes } = chartSeriesOf(points, 60);
        const top = roundUp(highestOf(...Object.values(lanes)));
        const y = linearScale([0, top], [100, 4]);
        const drawn = Object.values(lanes).flatMap(lane => [
          areaPath(lane, x, y),
          linePath(lane, x, y),
        ]);
        const csv = historyToCsv(
          {
            entityRef: 'component:default/orders',
            from: new Date(SPAN[0]).toISOString(),
            to: new Date(SPAN[1]).toISOString(),
            stepSeconds: 60,
            queues: [{ name: 'orders', points }],
          },
          'orders',
        );
        expect([...drawn, csv].filter(text => NONSENSE.test(text))).toEqual([]);
        expect(areFinite([top, scalingMomentsOf(points, 60)])).toBe(true);
      }),
      RUNS,
    );
  });

  it('sums make sense', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 4 }), rows => {
        expect(areFinite(totalsOf(rows))).toBe(true);
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

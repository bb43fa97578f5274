import { digits, spread, table } from './markdown';
import { READERS } from './readers';
import { ReadingFigure } from './readings';
import { BackendFigures } from './tables';
import { ratioOf, Spread } from './timing';

const QUEUES = 1000;

/** Something aimed at, and what came of it. */
interface Target {
  figure: string;
  aim: { most: number } | { least: number };
  got: number | Spread;
  unit: 'x' | ' ms' | '';
}

/** What was aimed at, met or missed. */
export function targetsTable(figures: BackendFigures): string {
  return table(
    ['figure', 'aimed at', 'this run', ''],
    targetsOf(figures).map(({ figure, aim, got, unit }) => {
      const middle = typeof got === 'number' ? got : got.median;
      const [sign, bound, met] =
        'most' in aim
          ? ['≤', aim.most, middle <= aim.most]
          : ['≥', aim.least, middle >= aim.least];
      return [
        figure,
        `${sign} ${bound}${unit}`,
        typeof got === 'number' ? `${digits(got)}${unit}` : spread(got, unit),
        met ? 'met' : '**missed**',
      ];
    }),
  );
}

function targetsOf(figures: BackendFigures): Target[] {
  const { readings, viewers, hung, overview, unacked, memory } = figures;
  const aims: Target[] = [
    {
      figure: 'overview of 1,000 services, against the catalog’s own list',
      aim: { most: 1.5 },
      got: overview.statusOfList,
      unit: 'x',
    },
    {
      figure: 'commands for 200 viewers, against those for one',
      aim: { most: 1 },
      got: viewers.many / viewers.one,
      unit: 'x',
    },
    {
      figure: 'p95 of nine brokers while a tenth hangs, against ten well',
      aim: { most: 1.1 },
      got: hung.hungOfWell,
      unit: 'x',
    },
    {
      figure: 'first answer about the one that hangs, against its timeout',
      aim: { most: 1.1 },
      got: hung.firstAnswerMillis / hung.timeoutMillis,
      unit: 'x',
    },
    {
      figure: 'Redis blocked by 100,000 entries in `unacked`',
      aim: { most: 5 },
      got: unacked.at(-1)!.longestMillis,
      unit: ' ms',
    },
    {
      figure: 'memory after an hour of 10,000 queues, against 5 minutes',
      aim: { most: 1.05 },
      got: memory.afterAnHour / memory.after5Minutes,
      unit: 'x',
    },
  ];
  return [...readingTargets(readings), ...aims];
}

function readingTargets(readings: readonly ReadingFigure[]): Target[] {
  const ofReader = (name: string) =>
    readings.find(
      ({ queues, delayMillis, reader }) =>
        queues === QUEUES && delayMillis === 0 && reader === name,
    );
  const plugin = ofReader(READERS.plugin);
  const delayed = readings.findLast(
    ({ queues, trips, reader }) =>
      queues === QUEUES && trips !== undefined && reader === READERS.plugin,
  );
  const counting = ofReader(READERS.counting);
  const bare = ofReader(READERS.bare);
  const lengths = ofReader(READERS.lengths);
  const flower = ofReader(READERS.flower);
  if (!plugin?.cost || !counting?.cost || !bare || !lengths || !flower) {
    return [];
  }
  return [
    {
      figure: 'whole reading of 1,000 queues, against a bare client’s time',
      aim: { most: 1.3 },
      got: ratioOf(plugin.millis, bare.millis),
      unit: 'x',
    },
    {
      figure: 'Flower’s lengths of 1,000 queues, against the whole reading',
      aim: { least: 5 },
      got: ratioOf(flower.millis, plugin.millis),
      unit: 'x',
    },
    {
      figure: 'Flower’s lengths of 1,000 queues, against lengths alone',
      aim: { least: 20 },
      got: ratioOf(flower.millis, lengths.millis),
      unit: 'x',
    },
    {
      figure: 'round trips for 1,000 queues',
      aim: { most: 1 },
      got: delayed?.trips ?? Infinity,
      unit: '',
    },
    {
      figure: 'Redis blocked at a time',
      aim: { most: 5 },
      got: plugin.cost.longestMillis,
      unit: ' ms',
    },
    {
      figure: 'Redis blocked at a time, arrivals counted',
      aim: { most: 5 },
      got: counting.cost.longestMillis,
      unit: ' ms',
    },
  ];
}

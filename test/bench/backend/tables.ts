import { OverviewFigure } from './overview';
import { ReadingFigure } from './readings';
import { hungFigures, memoryFigures, viewerFigures } from './sharing';
import { digits, spread, table } from './markdown';
import { targetsTable } from './targets';
import { spreadOf } from './timing';
import { UnackedFigure } from './unacked';

/** All that is measured of the backend. */
export interface BackendFigures {
  /** What it was measured on. */
  machine: string;
  readings: ReadingFigure[];
  viewers: Awaited<ReturnType<typeof viewerFigures>>;
  hung: Awaited<ReturnType<typeof hungFigures>>;
  overview: OverviewFigure;
  unacked: UnackedFigure[];
  memory: Awaited<ReturnType<typeof memoryFigures>>;
}

/** The figures as tables in Markdown. */
export function backendTables(figures: BackendFigures): string {
  const { viewers, hung, overview, memory } = figures;
  return [
    figures.machine,
    targetsTable(figures),
    ...readingTables(figures.readings),
    table(
      ['200 viewers of 50 services', 'commands in Redis'],
      [
        [`one viewer, ${viewers.polls} refreshes`, String(viewers.one)],
        [`200 viewers, ${viewers.polls} refreshes`, String(viewers.many)],
      ],
    ),
    table(
      ['one of ten brokers hangs', 'ms'],
      [
        ['p95 of the nine others, all ten well', spread(hung.p95WellMillis)],
        ['p95 of the nine others, the tenth hangs', spread(hung.p95HungMillis)],
        [
          `first answer about the tenth, whose timeout is ${hung.timeoutMillis}`,
          digits(hung.firstAnswerMillis),
        ],
      ],
    ),
    table(
      [`overview of ${overview.services} services`, 'ms'],
      [
        ['one status query', spread(overview.status)],
        ['the catalog’s own list', spread(overview.catalogList)],
        [
          'the catalog’s share of the status query: the same entities by ref',
          spread(overview.catalogByRefs),
        ],
      ],
    ),
    table(
      ['entries in `unacked`', 'ms', 'Redis blocked, ms', 'in flight'],
      figures.unacked.map(each => [
        String(each.entries),
        spread(each.millis),
        digits(each.longestMillis),
        `${each.inFlight}${each.estimated ? ', an estimate' : ''}`,
      ]),
    ),
    table(
      [`heap with ${memory.queues} queues polled every 5 s`, 'MB'],
      [
        ['after 5 minutes', digits(memory.after5Minutes)],
        ['after an hour', digits(memory.afterAnHour)],
      ],
    ),
  ].join('\n\n');
}

function readingTables(readings: readonly ReadingFigure[]): string[] {
  const counts = [...new Set(readings.map(({ queues }) => queues))];
  const delays = [...new Set(readings.map(({ delayMillis }) => delayMillis))];
  return counts.map(count => {
    const ofCount = readings.filter(({ queues }) => queues === count);
    const readers = [...new Set(ofCount.map(({ reader }) => reader))];
    return table(
      [
        `${count} queues`,
        ...delays.map(delay => `ms at ${delay} ms`),
        'sent',
        'in Redis',
        'trips',
        'loop blocked, ms',
        'Redis blocked, ms',
        'others wait, ms',
      ],
      readers.map(reader => {
        const ofReader = ofCount.filter(each => each.reader === reader);
        const cost = ofReader.find(each => each.cost)!.cost!;
        return [
          reader,
          ...ofReader.map(({ millis }) => spread(spreadOf(millis))),
          String(cost.sent),
          String(cost.ran),
          String(ofReader.at(-1)?.trips),
          digits(cost.blockMillis),
          digits(cost.longestMillis),
          digits(cost.othersMillis),
        ];
      }),
    );
  });
}

import { BenchBroker, Work } from './BenchBroker';
import { Network } from './Network';
import { PeerReader, Peers } from './Peers';
import { NODE_READERS } from './readers';
import { Budget, Spread, spreadOf, Timed, timed } from './timing';

const DELAYS = [0, 1, 5];
const BUDGET: Budget = { least: 3, most: 40, seconds: 2 };
const ONCE: Budget = { least: 1, most: 1, seconds: 0 };
const PEERS: Readonly<Record<string, PeerReader>> = {
  'Flower 2.2.0, lengths': 'flower',
  'celery-exporter’s loop, no priorities': 'exporter',
};

/** How one way of reading all queues fares. */
export interface ReadingFigure extends Work {
  queues: number;
  delayMillis: number;
  reader: string;
  millis: Spread;
  /** The longest block of the reader's event loop, in milliseconds. */
  blockMillis: number;
  /** On the wire, connecting included. */
  trips: number;
}

interface Place {
  broker: BenchBroker;
  network: Network;
  queues: string[];
  messages: number;
}

/** Reads queues in every way there is, over networks of every delay. */
export async function readingFigures(
  counts: readonly number[],
): Promise<ReadingFigure[]> {
  const figures: ReadingFigure[] = [];
  const broker = await BenchBroker.start();
  const peers = await Peers.start();
  for (const count of counts) {
    const filled = await broker.fill(count);
    for (const delayMillis of DELAYS) {
      const network = await Network.to(broker.valkey.port, delayMillis);
      const place = { broker, network, ...filled };
      for (const [reader, measure] of waysOf(peers)) {
        figures.push({
          queues: count,
          delayMillis,
          reader,
          ...(await measure(place, delayMillis)),
        });
      }
      await network.stop();
    }
  }
  await peers.stop();
  await broker.stop();
  return figures;
}

type Measure = (
  place: Place,
  delayMillis: number,
) => Promise<Omit<ReadingFigure, 'queues' | 'delayMillis' | 'reader'>>;

function waysOf(peers: Peers): Array<[string, Measure]> {
  return [
    ...Object.keys(NODE_READERS).map((name): [string, Measure] => [
      name,
      async (place, delayMillis) => {
        const reader = await NODE_READERS[name](
          portOf(place, delayMillis),
          place.queues,
        );
        const times = await timed(BUDGET, () => reader.read());
        reader.close();
        const counted = await NODE_READERS[name](
          place.network.port,
          place.queues,
        );
        await counted.read();
        const rest = await countsOf(place, () => counted.read());
        counted.close();
        return { ...summary(times), ...rest };
      },
    ]),
    ...Object.entries(PEERS).map(([name, reader]): [string, Measure] => [
      name,
      async (place, delayMillis) => {
        const { queues, messages } = place;
        const job = (port: number, budget: Budget) =>
          peers.read(reader, {
            url: `redis://127.0.0.1:${port}/0`,
            queues,
            messages,
            ...budget,
          });
        const times = await job(portOf(place, delayMillis), BUDGET);
        const rest = await countsOf(place, () => job(place.network.port, ONCE));
        return { ...summary(times), ...rest };
      },
    ]),
  ];
}

/** Without a delay, nothing stands in between. */
function portOf({ broker, network }: Place, delayMillis: number): number {
  return delayMillis === 0 ? broker.valkey.port : network.port;
}

async function countsOf(
  { broker, network }: Place,
  round: () => Promise<unknown>,
): Promise<Work & { trips: number }> {
  await network.trips();
  const work = await broker.workOf(round);
  return { ...work, trips: await network.trips() };
}

function summary({ millis, blocks }: Timed) {
  return { millis: spreadOf(millis), blockMillis: Math.max(...blocks) };
}

import { BenchBroker, longestBlock } from './BenchBroker';
import { Network } from './Network';
import { OtherClient } from './OtherClient';
import { PeerReader, Peers } from './Peers';
import { NODE_READERS, READERS } from './readers';
import { Budget, byTurns, median, Timed, timed } from './timing';

const DELAYS = [0, 1, 5];
/** Whoever reads one queue after the other takes minutes for many. */
const MANY = 5000;
const BUDGET: Budget = { least: 3, most: 40, seconds: 1 };
const BUDGET_OF_MANY: Budget = { least: 1, most: 20, seconds: 3 };
const COUNTED: Budget = { least: 3, most: 9, seconds: 1 };

const PEERS: Readonly<Record<string, PeerReader>> = {
  [READERS.flower]: 'flower',
  [READERS.exporter]: 'exporter',
};

/** How one way of reading all queues fares. */
export interface ReadingFigure {
  queues: number;
  delayMillis: number;
  reader: string;
  /** Turn by turn: the same turn of another reader met the same machine. */
  millis: number[];
  /** On the wire, connecting included; not counted without a delay. */
  trips?: number;
  /** What it costs Redis and others; counted without a delay only. */
  cost?: Cost;
}

/** What a reading costs besides time. */
export interface Cost {
  /** Commands that clients sent. */
  sent: number;
  /** Commands that ran, those of scripts included. */
  ran: number;
  /** For how long Redis did nothing else at most, in milliseconds. */
  longestMillis: number;
  /** For how long the reader's event loop stood still at most. */
  blockMillis: number;
  /** How long another client of Redis waited at most. */
  othersMillis: number;
}

interface Way {
  reader: string;
  /** Reads all queues once. */
  round: () => Promise<Timed>;
  close: () => void;
}

interface Place {
  broker: BenchBroker;
  port: number;
  queues: string[];
  messages: number;
}

/** Reads queues in every way there is, over networks of every delay. */
export async function readingFigures(
  counts: readonly number[],
  say: (progress: string) => void,
): Promise<ReadingFigure[]> {
  const figures: ReadingFigure[] = [];
  const broker = await BenchBroker.start();
  const peers = await Peers.start();
  for (const count of counts) {
    const filled = { broker, ...(await broker.fill(count)) };
    const budget = count > MANY ? BUDGET_OF_MANY : BUDGET;
    for (const delayMillis of DELAYS) {
      say(`${count} queues at ${delayMillis} ms`);
      const fares =
        delayMillis === 0
          ? await directly(peers, filled, budget)
          : await overNetwork(peers, filled, budget, delayMillis);
      figures.push(
        ...fares.map(fare => ({ queues: count, delayMillis, ...fare })),
      );
    }
  }
  await peers.stop();
  await broker.stop();
  return figures;
}

type Fare = Omit<ReadingFigure, 'queues' | 'delayMillis'>;

async function directly(
  peers: Peers,
  place: Omit<Place, 'port'>,
  budget: Budget,
): Promise<Fare[]> {
  const { port } = place.broker.valkey;
  const ways = await waysOf(peers, { ...place, port });
  const results = await byTurns(
    budget,
    ways.map(({ round }) => round),
  );
  const costs = await costsOf(place.broker, ways);
  ways.forEach(({ close }) => close());
  return ways.map(({ reader }, index) => ({
    reader,
    millis: results[index].map(({ millis }) => millis),
    cost: costs[index],
  }));
}

async function overNetwork(
  peers: Peers,
  place: Omit<Place, 'port'>,
  budget: Budget,
  delayMillis: number,
): Promise<Fare[]> {
  const network = await Network.to(place.broker.valkey.port, delayMillis);
  const ways = await waysOf(peers, { ...place, port: network.port });
  const results = await byTurns(
    budget,
    ways.map(({ round }) => async () => {
      await network.trips();
      const timing = await round();
      return { ...timing, trips: await network.trips() };
    }),
  );
  ways.forEach(({ close }) => close());
  await network.stop();
  return ways.map(({ reader }, index) => ({
    reader,
    millis: results[index].map(({ millis }) => millis),
    trips: median(results[index].map(({ trips }) => trips)),
  }));
}

/** Every way to read. */
async function waysOf(peers: Peers, place: Place): Promise<Way[]> {
  const { port, queues, messages } = place;
  const ways: Way[] = [];
  for (const [reader, make] of Object.entries(NODE_READERS)) {
    const { read, close } = await make(port, queues);
    ways.push({ reader, round: () => timed(read), close });
  }
  const url = `redis://127.0.0.1:${port}/0`;
  for (const [reader, peer] of Object.entries(PEERS)) {
    ways.push({
      reader,
      round: () => peers.read(peer, { url, queues, messages }),
      close: () => {},
    });
  }
  return ways;
}

/** What each way costs, without a delay. */
async function costsOf(
  broker: BenchBroker,
  ways: readonly Way[],
): Promise<Cost[]> {
  const other = await OtherClient.of(broker.valkey.port);
  const results = await byTurns(
    COUNTED,
    ways.map(({ round }) => async () => {
      let reading: Timed = { millis: 0, blockMillis: 0 };
      let othersMillis = 0;
      const work = await broker.workOf(async () => {
        await other.longestWait();
        reading = await round();
        othersMillis = await other.longestWait();
      });
      return { ...reading, ...work, othersMillis };
    }),
  );
  await other.stop();
  return results.map(rounds => ({
    sent: median(rounds.map(({ sent }) => sent)),
    ran: median(rounds.map(({ ran }) => ran)),
    longestMillis: longestBlock(rounds),
    othersMillis: median(rounds.map(({ othersMillis }) => othersMillis)),
    blockMillis: median(rounds.map(({ blockMillis }) => blockMillis)),
  }));
}

import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import { QueueReader } from '../../../plugins/celery-backend/src/broker/QueueReader';
import { BenchBroker, longestBlock } from './BenchBroker';
import { byTurns, Spread, spreadOf, timed } from './timing';

const SIZES = [250, 10_000, 100_000];

/** How a reading fares that finds many unacknowledged messages. */
export interface UnackedFigure {
  entries: number;
  millis: Spread;
  longestMillis: number;
  inFlight: number | null;
  estimated: boolean;
}

/** Reads one queue beside ever larger hashes of unacknowledged messages. */
export async function unackedFigures(): Promise<UnackedFigure[]> {
  const broker = await BenchBroker.start();
  const { queues } = await broker.fill(1);
  const reader = new QueueReader(broker.redis, 'bench');
  const read = () =>
    reader.read([
      {
        queue: queues[0],
        keyPrefix: '',
        prioritySteps: KOMBU_PRIORITY_STEPS,
      },
    ]);
  const figures: UnackedFigure[] = [];
  for (const entries of SIZES) {
    await broker.hold(queues[0], entries);
    await read();
    const [rounds] = await byTurns({ least: 20, most: 100, seconds: 1 }, [
      () => timed(read),
    ]);
    const works = [];
    for (let round = 0; round < 9; round++) {
      works.push(await broker.workOf(read));
    }
    const [{ inFlight, inFlightEstimated }] = (await read()).queues;
    figures.push({
      entries,
      millis: spreadOf(rounds.map(({ millis }) => millis)),
      longestMillis: longestBlock(works),
      inFlight,
      estimated: inFlightEstimated,
    });
  }
  await broker.stop();
  return figures;
}

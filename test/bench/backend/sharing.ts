import { LoggerService } from '@backstage/backend-plugin-api';
import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import { setTimeout as delay } from 'node:timers/promises';
import { startServer } from '../../../plugins/celery-backend/src/__testUtils__/servers';
import { BrokerSnapshots } from '../../../plugins/celery-backend/src/snapshots/BrokerSnapshots';
import { DefaultCelerySnapshots } from '../../../plugins/celery-backend/src/snapshots/DefaultCelerySnapshots';
import { SnapshotMetrics } from '../../../plugins/celery-backend/src/snapshots/SnapshotMetrics';
import { BenchBroker } from './BenchBroker';
import { quantile, ratioOf, spreadOf } from './timing';

const ENTITIES = 50;
const POLLS = 5;
const REFRESH_SECONDS = 0.5;
const ROUNDS = 150;
const QUEUES = 10_000;
const POLLS_PER_HOUR = 720;

const nothing = { add: () => {}, record: () => {} };
const observable = { addCallback: () => {}, removeCallback: () => {} };
const metrics = {
  createCounter: () => nothing,
  createUpDownCounter: () => nothing,
  createHistogram: () => nothing,
  createGauge: () => nothing,
  createObservableCounter: () => observable,
  createObservableUpDownCounter: () => observable,
  createObservableGauge: () => observable,
};
const quiet = () => {};
const logger: LoggerService = {
  error: quiet,
  warn: quiet,
  info: quiet,
  debug: quiet,
  child: () => logger,
};

interface Address {
  port: number;
  timeoutSeconds?: number;
}

function snapshotsOf(refreshSeconds: number, addresses: Address[]) {
  return new DefaultCelerySnapshots(
    {
      refreshSeconds,
      retentionDays: 0,
      brokers: addresses.map(({ port, timeoutSeconds = 3 }, index) => ({
        name: `broker-${index}`,
        server: { host: '127.0.0.1', port },
        db: 0,
        timeoutSeconds,
      })),
    },
    { logger, metrics },
  );
}

function serviceOf(queues: string[], broker: number = 0) {
  return {
    broker: `broker-${broker}`,
    queues,
    keyPrefix: '',
    prioritySteps: KOMBU_PRIORITY_STEPS,
  };
}

/** Commands that Redis ran while that many people looked at all services. */
async function commandsFor(
  broker: BenchBroker,
  viewers: number,
): Promise<number> {
  const snapshots = snapshotsOf(REFRESH_SECONDS, [broker.valkey]);
  const poll = () =>
    Promise.all(
      Array.from({ length: viewers * ENTITIES }, (_, index) =>
        snapshots.read(serviceOf([`q${index % ENTITIES}`])),
      ),
    );
  await poll();
  const { ran } = await broker.workOf(async () => {
    for (let round = 0; round < POLLS; round++) {
      await delay(REFRESH_SECONDS * 1000);
      await poll();
    }
  });
  snapshots.close();
  return ran;
}

/** What 200 people who look at 50 services cost Redis, against one. */
export async function viewerFigures() {
  const broker = await BenchBroker.start();
  await broker.fill(ENTITIES);
  const one = await commandsFor(broker, 1);
  const many = await commandsFor(broker, 200);
  await broker.stop();
  return { polls: POLLS, one, many };
}

/** What a broker that hangs costs those who ask for nine others. */
export async function hungFigures() {
  const broker = await BenchBroker.start();
  const { queues } = await broker.fill(100);
  const hanging = await startServer(() => {});
  const hungTenth = { port: hanging.port, timeoutSeconds: 0.5 };
  const p95 = async (tenth: Address) => {
    const nine = Array.from({ length: 9 }, () => broker.valkey);
    // Each question of a round is a reading of its own.
    const snapshots = snapshotsOf(0.001, [...nine, tenth]);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const last = snapshots.read(serviceOf(queues, 9));
      const start = performance.now();
      await Promise.all(
        nine.map(async (_, index) => {
          await snapshots.read(serviceOf(queues, index));
          times.push(performance.now() - start);
        }),
      );
      await (tenth === hungTenth ? delay(2) : last);
    }
    snapshots.close();
    return quantile(times, 0.95);
  };
  const well: number[] = [];
  const hung: number[] = [];
  for (let run = 0; run < 9; run++) {
    well.push(await p95(broker.valkey));
    hung.push(await p95(hungTenth));
  }
  const start = performance.now();
  const snapshots = snapshotsOf(5, [hungTenth]);
  await snapshots.read(serviceOf(queues));
  const firstAnswerMillis = performance.now() - start;
  snapshots.close();
  await hanging.stop();
  await broker.stop();
  return {
    p95WellMillis: spreadOf(well),
    p95HungMillis: spreadOf(hung),
    hungOfWell: ratioOf(hung, well),
    timeoutMillis: hungTenth.timeoutSeconds * 1000,
    firstAnswerMillis,
  };
}

/** What is kept in memory after an hour of polling 10,000 queues. */
export async function memoryFigures(collect: () => void) {
  let now = Date.now();
  const reading = {
    lengthByPriority: { 0: 1, 3: 0, 6: 0, 9: 0 },
    inFlight: 1,
    inFlightEstimated: false,
    scheduled: 0,
    scheduledEstimated: false,
    oldestAgeSeconds: 1,
    newestInFlightAge: 1,
    newest: 1,
    arrived: 1,
  };
  const snapshots = new BrokerSnapshots({
    name: 'broker',
    refreshSeconds: 5,
    logger,
    metrics: new SnapshotMetrics(metrics),
    now: () => now,
    readBroker: async targets => ({
      commands: 1,
      queues: targets.map((_, index) => ({ ...reading, length: index })),
    }),
  });
  const targets = Array.from({ length: QUEUES }, (_, index) => ({
    queue: `q${index}`,
    keyPrefix: '',
    prioritySteps: KOMBU_PRIORITY_STEPS,
  }));
  const heap = async (polls: number) => {
    for (let poll = 0; poll < polls; poll++) {
      await snapshots.view(targets);
      now += 5000;
    }
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const after5Minutes = await heap(POLLS_PER_HOUR / 12);
  const afterAnHour = await heap((POLLS_PER_HOUR * 11) / 12);
  return { queues: QUEUES, after5Minutes, afterAnHour };
}

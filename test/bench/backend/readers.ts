import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { BrokerConnection } from '../../../plugins/celery-backend/src/broker/BrokerConnection';
import { QueueTarget } from '../../../plugins/celery-backend/src/broker/QueueReading';
import { READ_QUEUES_SCRIPT } from '../../../plugins/celery-backend/src/broker/readQueuesScript';
import { scriptRequests } from '../../../plugins/celery-backend/src/broker/ScriptRequest';

const HOST = '127.0.0.1';

/** One way to read all queues, over a connection that is open and was used. */
export interface Reader {
  read(): Promise<unknown>;
  close(): void;
}

export type ReaderMaker = (
  port: number,
  queues: readonly string[],
) => Promise<Reader>;

function targetsOf(
  queues: readonly string[],
  arrivalsSince?: number,
): QueueTarget[] {
  return queues.map(queue => ({
    queue,
    keyPrefix: '',
    prioritySteps: KOMBU_PRIORITY_STEPS,
    arrivalsSince,
  }));
}

function plugin(arrivalsSince?: number): ReaderMaker {
  return async (port, queues) => {
    const connection = new BrokerConnection({
      name: 'bench',
      server: { host: HOST, port },
      db: 0,
      timeoutSeconds: 60,
    });
    const targets = targetsOf(queues, arrivalsSince);
    const read = () => connection.read(targets);
    await read();
    return { read, close: () => connection.close() };
  };
}

async function client(port: number): Promise<Redis> {
  const redis = new Redis(port, HOST, { enableReadyCheck: false });
  await redis.ping();
  return redis;
}

/** Requests in one flight whose answers nobody looks into. */
async function bareClient(
  port: number,
  script: string,
  inputs: readonly string[],
): Promise<Reader> {
  const redis = await client(port);
  const sha = String(await redis.script('LOAD', script));
  const read = () =>
    Promise.all(inputs.map(input => redis.evalsha(sha, 0, input)));
  await read();
  return { read, close: () => redis.disconnect() };
}

/** How many queues' lengths are asked for in one script. */
const QUEUES_PER_RUN = 250;

function inRuns<T>(items: readonly T[]): T[][] {
  const runs = [];
  for (let at = 0; at < items.length; at += QUEUES_PER_RUN) {
    runs.push(items.slice(at, at + QUEUES_PER_RUN));
  }
  return runs;
}

/** What lengths alone cost at least: nothing of ours reads so little. */
const LENGTHS_SCRIPT = `
local lengths = {}
for index, key in ipairs(cjson.decode(ARGV[1])) do
  lengths[index] = redis.call('LLEN', key)
end
return table.concat(lengths, ',')
`;

/** As KEDA's Redis Lists scaler does: what is it, and how long? */
const TRIGGER_SCRIPT = `
local kind = redis.call('TYPE', KEYS[1]).ok
return redis.call(kind == 'hash' and 'HLEN' or 'LLEN', KEYS[1])
`;

/** What the ways to read are called. */
export const READERS = {
  plugin: 'this plugin',
  counting: 'this plugin, arrivals counted (every third time)',
  bare: 'its scripts, bare client',
  lengths: 'lengths alone, bare client',
  keda: 'KEDA’s way, no priorities',
  flower: 'Flower 2.2.0, lengths',
  exporter: 'celery-exporter’s loop, no priorities',
} as const;

/** The readers that are in Node; the others are {@link PeerReader}s. */
export const NODE_READERS: Readonly<Record<string, ReaderMaker>> = {
  [READERS.plugin]: plugin(),
  [READERS.counting]: plugin(Math.floor(Date.now() / 1000 - 590) * 1_000_000),
  [READERS.bare]: (port, queues) =>
    bareClient(
      port,
      READ_QUEUES_SCRIPT,
      scriptRequests(targetsOf(queues)).map(run => run.encode()),
    ),
  [READERS.lengths]: (port, queues) =>
    bareClient(
      port,
      LENGTHS_SCRIPT,
      inRuns(queues).map(run =>
        JSON.stringify(
          run.flatMap(queue =>
            KOMBU_PRIORITY_STEPS.map(step =>
              step === 0 ? queue : `${queue}\x06\x16${step}`,
            ),
          ),
        ),
      ),
    ),
  [READERS.keda]: async (port, queues) => {
    const redis = await client(port);
    const sha = String(await redis.script('LOAD', TRIGGER_SCRIPT));
    return {
      read: async () => {
        for (const queue of queues) {
          await redis.evalsha(sha, 1, queue);
        }
      },
      close: () => redis.disconnect(),
    };
  },
};

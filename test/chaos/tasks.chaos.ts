import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import { LocalFleet } from '../bench/fleet/LocalFleet';
import { print } from '../cluster/scenarios/support/print';
import { Chaos } from './Chaos';
import { reruns } from './explain';
import { FaultyNetwork } from './FaultyNetwork';
import { figures } from './figures';
import { Ledger } from './Ledger';

const TASKS = Number(process.env.CHAOS_TASKS ?? 1000);
const SEED = Number(process.env.CHAOS_SEED ?? 7);
const LOOK_MS = 250;
/** After so long without any message, what is not done was lost. */
const QUIET_MS = 5000;
const LONGEST_MS = 20 * 60_000;

/**
 * Workers are killed at any moment, also in the one in which Redis has handed
 * a message out and they have not noted it: then Celery loses it. That is
 * what the repository's outbox is for, so the service uses it, as a team would
 * for work that must not be lost. What the broker loses is counted.
 */
describe(`${TASKS} tasks, while workers and connections fail`, () => {
  const network = new FaultyNetwork();
  const startedAt = Date.now();
  let fleet: LocalFleet;
  let redis: Redis;
  let ledger: Ledger;
  let chaos: Chaos;

  beforeAll(async () => {
    fleet = await LocalFleet.start(
      {
        taskSeconds: 1.2,
        longestTaskSeconds: 4,
        concurrency: 2,
        maxWorkers: 16,
        burstTasks: TASKS,
      },
      {
        prepare: repository =>
          cp(join(__dirname, 'service'), join(repository, 'src', 'orders'), {
            recursive: true,
          }),
        network: port => network.start(port),
      },
    );
    redis = new Redis(fleet.brokerUrl);
    await fleet.python('-m', 'orders.shop', 'place', `${TASKS}`, `${SEED}`);
    ledger = new Ledger(join(fleet.folder, 'orders.db'));
    chaos = new Chaos(fleet, network, ledger, SEED);
    await untilDone();
  });

  afterAll(async () => {
    ledger?.close();
    redis?.disconnect();
    await fleet?.stop();
    network.stop();
  });

  async function untilDone(): Promise<void> {
    const { waitingKey, unackedKey } = fleet;
    let busyAt = Date.now();
    while (Date.now() - startedAt < LONGEST_MS) {
      await chaos.look(ledger.paid / TASKS);
      const now = Date.now();
      const messages =
        (await redis.llen(waitingKey)) + (await redis.hlen(unackedKey));
      if (messages > 0) {
        busyAt = now;
      } else if (ledger.unpaid.length === 0) {
        return;
      } else if (now - busyAt > QUIET_MS) {
        chaos.incidents.push({
          kind: 'sentAgain',
          at: now,
          orders: ledger.unpaid,
        });
        await fleet.python('-m', 'orders.shop', 'relay');
        busyAt = Date.now();
      }
      await delay(LOOK_MS);
    }
    throw new Error(`${ledger.unpaid.length} tasks are not done.`);
  }

  it('each is done, and once', () => {
    expect(ledger.paid).toBe(TASKS);
    expect(ledger.paidTwice).toBe(0);
  });

  it('nothing ran again without a reason', () => {
    const again = reruns(ledger.runs, chaos.incidents);

    print(
      figures({
        tasks: TASKS,
        done: ledger.paid,
        doneTwice: ledger.paidTwice,
        seconds: (Date.now() - startedAt) / 1000,
        incidents: chaos.incidents,
        reruns: again,
      }),
    );
    expect(again.filter(({ because }) => !because)).toEqual([]);
  });

  it.each(['killed', 'childKilled'] as const)(
    'the broker itself kept what was running: %s',
    kind => {
      const again = reruns(ledger.runs, chaos.incidents);

      expect(again.map(({ because }) => because?.kind)).toContain(kind);
    },
  );
});

import { ChildProcess } from 'child_process';
import Redis from 'ioredis';
import { Scope, violations } from '../axe';
import { Browser, keepScreenshotOnFailure, openBrowser } from '../browser';
import { frontendUrl } from '../portal';
import { annotateScaledObject, createService, unregister } from '../portalApi';
import {
  CARD,
  chooseQueue,
  ColorScheme,
  openCard,
  openOverview,
  openTab,
  OVERVIEW,
  showAllQueues,
  showIn,
  TAB,
  untilShown,
} from './page';
import { Repository } from './Repository';
import { STAGINGS } from './stagings';

const MINUTE = 60_000;
/** Light is looked at as a whole; in dark, only colours are different. */
const SCHEMES: [ColorScheme, Scope][] = [
  ['dark', 'colours'],
  ['light', 'everything'],
];
const PAUSED = 'autoscaling.keda.sh/paused';

const SEND = `
import json, sys
from {package}.tasks import work
for queue, tasks in json.loads(sys.stdin.read()).items():
    for is_short in tasks:
        work.apply_async((is_short,), queue=queue)
`;

/** Sends one task for a time that is far away. */
const SEND_DELAYED = `
from {package}.tasks import work
work.apply_async(queue="scheduled", countdown=86400)
`;

/** Sends a task each second until its standard input is closed. */
const FEED = `
import select, sys
from {package}.tasks import work
while not select.select([sys.stdin], [], [], 1)[0]:
    work.apply_async(queue="steady")
`;

/** Takes a message as a worker does, and dies as a worker may. */
const TAKE_AND_DIE = `
import os, signal
from {package}.celery_app import app
from {package}.tasks import work
work.apply_async(queue="stranded")
with app.connection_for_read() as connection:
    assert connection.default_channel.basic_get("stranded")
    os.kill(os.getpid(), signal.SIGKILL)
`;

describe('A service in trouble', () => {
  // A name of its own for each run, so that a second run on one machine works.
  const repository = new Repository(`states-${Date.now().toString(36)}`);
  const entityPage = `${frontendUrl}/catalog/default/component/${repository.service}`;
  const queues = Object.keys(STAGINGS);
  const titles = Object.fromEntries(
    Object.entries(STAGINGS).map(([queue, { shows }]) => [queue, shows]),
  );
  /** For each task of each queue, whether it is short. */
  const tasks = Object.fromEntries(
    Object.entries(STAGINGS).map(([queue, staging]) => [
      queue,
      [
        ...Array(staging.tasks ?? 0).fill(false),
        ...Array(staging.shortTasks ?? 0).fill(true),
      ],
    ]),
  );
  const allShow = (title: string) =>
    Object.fromEntries(queues.map(queue => [queue, title]));

  let browser: Browser;
  let redis: Redis;
  let feeder: ChildProcess | undefined;
  let stoppedBroker: number | undefined;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    resumeBroker();
    feeder?.stdin?.end();
    redis?.disconnect();
    await browser?.close();
    await unregister(repository.folder);
    repository.remove();
  });

  function resumeBroker(): void {
    if (stoppedBroker !== undefined) {
      process.kill(stoppedBroker, 'SIGCONT');
      stoppedBroker = undefined;
    }
  }

  async function pause(queue: string, value: string | null): Promise<void> {
    const { service } = repository;
    await annotateScaledObject(service, `${service}-${queue}`, {
      [PAUSED]: value,
    });
  }

  /**
   * Waits until each queue is in its state; what is wrong then with the tab of
   * some of them, with the card and with the overview, dark and light.
   */
  async function problemsWhen(
    expected: Record<string, string>,
    inTab: readonly string[],
  ): Promise<string[]> {
    const { page } = browser;
    const problems: string[] = [];
    const look = async (at: string, selector: string, scope: Scope) => {
      const texts = await page.locator(selector).allInnerTexts();
      const found = [
        ...(await violations(page, selector, scope)),
        ...(texts.join(' ').match(/undefined|NaN|\[object/g) ?? []),
      ];
      problems.push(...found.map(problem => `${at}: ${problem}`));
    };

    // Those that are in their state are looked at while others get there.
    await openTab(page, entityPage);
    for (const [scheme, scope] of SCHEMES) {
      await showIn(page, scheme);
      for (const queue of inTab) {
        await chooseQueue(page, queue, expected[queue]);
        await look(`tab of ${queue}, ${scheme}`, TAB, scope);
      }
    }
    await openCard(page, entityPage);
    for (const [scheme, scope] of SCHEMES) {
      await showIn(page, scheme);
      await showAllQueues(page);
      await untilShown(page, expected);
      await look(`card, ${scheme}`, CARD, scope);
    }
    await openOverview(page);
    for (const [scheme, scope] of SCHEMES) {
      await showIn(page, scheme);
      await page.locator(OVERVIEW).last().waitFor();
      await look(`overview, ${scheme}`, OVERVIEW, scope);
    }
    return problems;
  }

  it('is idle at first', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'states-idle', async () => {
      await createService({
        name: repository.service,
        owner: 'group:default/platform',
        workload: {
          taskSeconds: 60,
          longestTaskSeconds: 3600,
          concurrency: 1,
          maxWorkers: 2,
        },
        queues: queues.map(name => ({ name })),
        publish: 'local',
      });
      repository.writeTasks();
      for (const queue of queues) {
        repository.editManifest(queue, ({ deployment }) =>
          deployment?.setIn(['spec', 'replicas'], 0),
        );
      }
      expect(await problemsWhen(allShow('Idle'), ['idle'])).toEqual([]);
    });
  });

  it('says of each queue what is going on', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'states', async () => {
      for (const [queue, { edit, held }] of Object.entries(STAGINGS)) {
        if (held) {
          repository.holdTasks(queue);
        }
        repository.editManifest(queue, manifest => {
          manifest.deployment?.deleteIn(['spec', 'replicas']);
          edit?.(manifest, repository.service);
        });
      }
      await pause('paused', 'true');
      await pause('stranded', 'true');

      redis = new Redis(repository.brokerPort!);
      await redis.set(`${repository.service}:queue-unreadable`, 'no list');
      repository.runPython(TAKE_AND_DIE, '', { WORKER_QUEUE: 'stranded' });
      await pause('stranded', null);
      repository.runPython(SEND, JSON.stringify(tasks));
      repository.runPython(SEND_DELAYED);
      feeder = repository.startPython(FEED);

      expect(await problemsWhen(titles, queues)).toEqual([]);
    });
  });

  it('says that the broker does not answer, and what it knew before', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'states-broker', async () => {
      feeder?.stdin?.end();
      const [, pid] = /^process_id:(\d+)/m.exec(await redis.info('server'))!;
      stoppedBroker = Number(pid);
      process.kill(stoppedBroker, 'SIGSTOP');
      expect(
        await problemsWhen(
          {
            ...allShow('Broker does not answer'),
            // It could never be read.
            'queue-unreadable': 'Broker unreachable',
          },
          ['idle', 'queue-unreadable'],
        ),
      ).toEqual([]);

      await openCard(page, entityPage);
      await showAllQueues(page);
      resumeBroker();
      await page
        .getByRole('group', { name: 'idle', exact: true })
        .getByText('Idle', { exact: true })
        .waitFor({ timeout: MINUTE });
    });
  });
});

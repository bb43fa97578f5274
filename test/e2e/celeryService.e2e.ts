import { execFileSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Browser, keepScreenshotOnFailure, openBrowser } from './browser';
import { CardReading, readCard } from './card';
import { frontendUrl, root, sleep } from './portal';

const TASKS = 100;
const MINUTE = 60_000;

// A name of its own for each run, so that a second run on one machine works.
const service = `orders-${Date.now().toString(36)}`;
const modulePackage = service.replaceAll('-', '_');
const repository = join(root, 'local/services', service);

/** Ids of the tasks that the service's workers report as done, one per end. */
function finishedTasks(): string[] {
  const logs = join(root, 'local/logs', service);
  return readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.log'))
    .flatMap(file =>
      [
        ...readFileSync(join(logs, file), 'utf8').matchAll(
          /Task \S+\[([0-9a-f-]{36})\] succeeded/g,
        ),
      ].map(match => match[1]),
    );
}

describe('A Celery service', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  it('finds the demo service in the catalog of a new portal', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'catalog', async () => {
      await page.goto(frontendUrl);
      const demo = page.getByRole('link', { name: 'demo', exact: true });
      await demo.waitFor({ timeout: 2 * MINUTE });
      expect(await demo.getAttribute('href')).toContain('component/demo');
    });
  });

  it('is created in the wizard and registered in the catalog', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'wizard', async () => {
      await page.goto(`${frontendUrl}/create`);
      await page.getByRole('button', { name: 'Choose' }).click();
      await page.getByLabel(/^Name of the service/).fill(service);
      await page.getByLabel(/^Owner/).fill('platform');
      await page.getByRole('option', { name: 'Platform' }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('The scaling plan').waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('local-broker').first().waitFor();
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('button', { name: 'Create' }).click();
      await page
        .getByRole('link', { name: /open the service/i })
        .click({ timeout: 2 * MINUTE });
      await page.waitForURL(`**/catalog/default/component/${service}**`);
      await page
        .getByRole('group', { name: service, exact: true })
        .waitFor({ timeout: MINUTE });
      expect(await readCard(page, service)).toMatchObject({
        waiting: 0,
        inFlight: 0,
      });
    });
  });

  it('shows its queue fill, its workers come and go, and does each task once', async () => {
    const { page } = browser;
    const readings: CardReading[] = [];
    const until = async (
      what: string,
      limit: number,
      reached: (reading: CardReading) => boolean,
    ) => {
      const deadline = Date.now() + limit;
      for (;;) {
        const reading = await readCard(page, service);
        if (reading) {
          readings.push(reading);
          if (reached(reading)) {
            return;
          }
        }
        if (Date.now() > deadline) {
          throw new Error(
            `Did not see ${what}; last: ${JSON.stringify(readings.slice(-3))}`,
          );
        }
        await sleep(500);
      }
    };

    await keepScreenshotOnFailure(page, 'scaling', async () => {
      await until('no work and no workers', 3 * MINUTE, reading => {
        return reading.waiting === 0 && reading.workers === 0;
      });
      execFileSync(
        join(root, 'local/venv/bin/python'),
        ['-m', `${modulePackage}.producer`, 'enqueue', String(TASKS)],
        { cwd: repository, env: { ...process.env, PYTHONPATH: 'src' } },
      );
      await until('the queue fill', MINUTE, reading => {
        return (reading.waiting ?? 0) > TASKS / 2;
      });
      await until('several workers', 2 * MINUTE, reading => {
        return (reading.workers ?? 0) >= 3;
      });
      await until('no work and no workers again', 6 * MINUTE, reading => {
        return (
          reading.waiting === 0 &&
          reading.inFlight === 0 &&
          reading.workers === 0
        );
      });
    });

    const finished = finishedTasks();
    expect(finished).toHaveLength(TASKS);
    expect(new Set(finished).size).toBe(TASKS);
  });
});

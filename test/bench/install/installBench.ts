import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Page } from 'playwright-core';
import { ROOT } from '../../docs/documents';
import { openBrowser } from '../../e2e/browser';
import { readCard } from '../../e2e/card';
import {
  freePort,
  GRACE_SECONDS,
  runCommand,
  startCommand,
} from '../../install/commands';
import { FreshPortal } from '../../install/FreshPortal';

const LIMIT_MS = 15 * 60_000;

/** How long each part of the way to a portal takes, in seconds. */
export interface Way {
  install: number;
  /** Until the portal says that it is ready; create-app's: until both sides answer. */
  start: number;
  /** Until a browser shows what there is to see. */
  page: number;
  total: number;
}

/** Both ways, from nothing downloaded to a page. */
export interface InstallFigures {
  /** From a clone of this repository to the demo's card with its numbers. */
  ours: Way;
  /** From `create-app` to the list of its example catalog. */
  createApp: Way;
  ratio: number;
}

/** Measures the parts of one way, one after the other. */
class Stopwatch {
  #last = performance.now();
  readonly #first = this.#last;

  lap(): number {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    return seconds;
  }

  get total(): number {
    return (performance.now() - this.#first) / 1000;
  }
}

/** Measures both ways, one after the other, each with caches of its own. */
export async function installBench(): Promise<{ json: object; text: string }> {
  const createApp = await inNewFolder(measureCreateApp);
  const ours = await inNewFolder(measureOurs);
  const figures = { ours, createApp, ratio: ours.total / createApp.total };
  return { json: figures, text: tableOf(figures) };
}

async function inNewFolder(
  measure: (folder: string) => Promise<Way>,
): Promise<Way> {
  const folder = await mkdtemp(join(tmpdir(), 'celery-keda-bench-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureCreateApp(folder: string): Promise<Way> {
  const watch = new Stopwatch();
  const portal = await FreshPortal.create(folder, {
    cache: join(folder, 'yarn'),
  });
  const install = watch.lap();
  const running = await portal.start('app', {});
  const start = watch.lap();
  try {
    await look(running.frontendUrl, async page => {
      await page.getByRole('button', { name: 'Enter' }).click();
      await page
        .getByRole('link', { name: 'example-website' })
        .first()
        .waitFor({ timeout: LIMIT_MS });
    });
  } finally {
    await running.stop();
  }
  return { install, start, page: watch.lap(), total: watch.total };
}

async function measureOurs(folder: string): Promise<Way> {
  const [frontendPort, backendPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    npm_config_cache: join(folder, 'npm'),
    PIP_CACHE_DIR: join(folder, 'pip'),
    PORTAL_PORT: String(frontendPort),
    PORTAL_BACKEND_PORT: String(backendPort),
  };
  const clone = join(folder, 'clone');
  const watch = new Stopwatch();
  await runCommand(folder, ['git', 'clone', '--quiet', ROOT, clone], env);
  await runCommand(clone, ['npm', 'ci'], env);
  const install = watch.lap();
  const portal = await startCommand(clone, ['npm', 'start'], env);
  const frontend = `http://localhost:${frontendPort}`;
  try {
    while (!portal.output().includes(`The portal is ready: ${frontend}`)) {
      if (portal.hasEnded()) {
        throw new Error(`The portal did not start:\n${portal.output()}`);
      }
      await sleep(100);
    }
    const start = watch.lap();
    await look(frontend, async page => {
      await page
        .getByRole('link', { name: 'demo', exact: true })
        .click({ timeout: LIMIT_MS });
      while (typeof (await readCard(page, 'demo'))?.waiting !== 'number') {
        await sleep(100);
      }
    });
    return { install, start, page: watch.lap(), total: watch.total };
  } finally {
    portal.process.stop(GRACE_SECONDS);
    await portal.process.ended;
  }
}

async function look(
  url: string,
  until: (page: Page) => Promise<void>,
): Promise<void> {
  const browser = await openBrowser();
  try {
    await browser.page.goto(url, { timeout: LIMIT_MS });
    await until(browser.page);
  } finally {
    await browser.close();
  }
}

function tableOf({ ours, createApp, ratio }: InstallFigures): string {
  const row = (name: string, { install, start, page, total }: Way) =>
    `| ${name} | ${[install, start, page, total]
      .map(seconds => seconds.toFixed(0))
      .join(' | ')} |`;
  return [
    '| from nothing downloaded, in seconds | install | start | page | total |',
    '| --- | ---: | ---: | ---: | ---: |',
    row('this repository, to a card with numbers', ours),
    row('create-app, to its example catalog', createApp),
    '',
    `Ratio: ${ratio.toFixed(2)}`,
  ].join('\n');
}

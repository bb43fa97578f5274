import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Locator } from 'playwright-core';
import { ROOT } from '../docs/documents';
import { Browser, keepScreenshotOnFailure, openBrowser } from '../e2e/browser';
import { readCard } from '../e2e/card';
import {
  addToBackend,
  addToLegacyFrontend,
  runCommands,
  withLocalTemplate,
} from './follow';
import { FreshPortal, RunningPortal } from './FreshPortal';
import { readInstructions } from './instructions';
import { packedPackages } from './packages';
import { Registry } from './Registry';
import { World } from './World';

const MINUTE = 60_000;

async function appears(link: Locator): Promise<boolean> {
  return link.waitFor({ timeout: MINUTE / 4 }).then(
    () => true,
    () => false,
  );
}

describe('A new portal in which the installation page was followed', () => {
  const instructions = readInstructions();
  let folder: string;
  let registry: Registry;
  let world: World;
  let portal: FreshPortal;
  let browser: Browser;
  let running: RunningPortal | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'celery-keda-install-'));
    registry = await Registry.start(packedPackages());
    world = await World.start();
    portal = await FreshPortal.create(folder, {
      registry: registry.url,
      legacy: true,
    });
    await runCommands(portal, instructions('Backend'));
    await addToBackend(portal, instructions('Backend'));
    const [template] = instructions('The template').code('yaml');
    await portal.configure(
      withLocalTemplate(
        template,
        join(ROOT, 'templates/celery-service/template.yaml'),
      ),
    );
    const [brokers] = instructions('Brokers and clusters').code('yaml');
    await portal.configure(brokers);
    await portal.edit('orders-ca.pem', () => world.brokerCa);
    const [entity] = instructions('An entity that takes part').code('yaml');
    await portal.edit('examples/orders.yaml', () => entity);
    await portal.configure(
      'catalog: { locations: [{ type: file, target: ../../examples/orders.yaml }] }',
    );
    browser = await openBrowser();
    browser.page.setDefaultTimeout(2 * MINUTE);
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  afterAll(async () => {
    await browser?.close();
    await world?.stop();
    await registry?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the portal's first page, signed in, once the service is in the catalog. */
  async function open(url: string): Promise<void> {
    const { page } = browser;
    await page.goto(url);
    const enter = page.getByRole('button', { name: 'Enter' });
    const catalog = page.getByRole('heading', { name: /catalog/i }).first();
    await enter.or(catalog).first().waitFor();
    if (await enter.isVisible()) {
      await enter.click();
    }
    const orders = page.getByRole('link', { name: 'orders', exact: true });
    // The list does not refresh itself.
    while (!(await appears(orders))) {
      await page.reload();
    }
  }

  /** What the card says once the broker's and the cluster's work has reached it. */
  async function workOnCard() {
    const { page } = browser;
    const block = page.getByRole('group', { name: 'orders', exact: true });
    await block.waitFor();
    for (;;) {
      const busy = await readCard(page, 'orders');
      if (busy?.waiting && busy.inFlight && busy.workers) {
        return { busy, idle: await readCard(page, 'orders-bulk') };
      }
      await page.waitForTimeout(500);
    }
  }

  /** Looks at the wizard's pages: the name, the work with its preview, the place. */
  async function goThroughWizard(url: string): Promise<void> {
    const { page } = browser;
    await page.goto(`${url}/create/templates/default/celery-service`);
    await page.getByLabel(/^Name of the service/).fill('invoices');
    await page.getByLabel(/^Owner/).fill('guests');
    await page.getByRole('option', { name: /guests/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('The scaling plan').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('orders-broker').first().waitFor();
  }

  it('has the card with real numbers, the overview, the wizard and the broker', async () => {
    await runCommands(portal, instructions('New frontend system'));

    running = await portal.start('app', world.env);
    const { page } = browser;
    const { frontendUrl } = running;
    await keepScreenshotOnFailure(page, 'install', async () => {
      await open(frontendUrl);
      await page.goto(`${frontendUrl}/catalog/default/component/orders`);
      expect(await workOnCard()).toMatchObject({
        busy: { workers: 1 },
        idle: { waiting: 0, inFlight: 0, workers: 0 },
      });
      await page.goto(`${frontendUrl}/celery`);
      await page
        .getByRole('row')
        .filter({ hasText: 'orders-bulk' })
        .first()
        .waitFor();
      await goThroughWizard(frontendUrl);
    });
  });

  it('has the card with real numbers, the tab, the overview and the wizard in the older frontend', async () => {
    await runCommands(
      portal,
      instructions('Older frontend system'),
      'app-legacy',
    );
    await addToLegacyFrontend(portal, instructions('Older frontend system'));

    running = await portal.start('app-legacy', world.env);
    const { page } = browser;
    const { frontendUrl } = running;
    await keepScreenshotOnFailure(page, 'install-legacy', async () => {
      await open(frontendUrl);
      await page.goto(`${frontendUrl}/catalog/default/component/orders`);
      expect(await workOnCard()).toMatchObject({
        busy: { workers: 1 },
        idle: { waiting: 0, inFlight: 0, workers: 0 },
      });
      await page.getByRole('tab', { name: 'Celery', exact: true }).click();
      await page.getByRole('heading', { name: 'History' }).first().waitFor();
      await page.goto(`${frontendUrl}/celery`);
      await page
        .getByRole('row')
        .filter({ hasText: 'orders-bulk' })
        .first()
        .waitFor();
      await goThroughWizard(frontendUrl);
    });
  });
});

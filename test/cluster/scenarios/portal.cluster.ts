import { readFile } from 'node:fs/promises';
import { Page } from 'playwright-core';
import { parseAllDocuments } from 'yaml';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import {
  Browser,
  keepScreenshotOnFailure,
  openBrowser,
} from '../../e2e/browser';
import { CardReading, readCard } from '../../e2e/card';
import { HOST } from '../control-plane/ports';
import { asList, Manifest } from '../deploy';
import { PORTAL_READER } from '../portalAccess';
import { useCluster } from './support/clusterUnderTest';
import {
  PortalUnderTest,
  startPortalUnderTest,
} from './support/portalUnderTest';
import { print } from './support/print';
import { ServiceUnderTest } from './support/ServiceUnderTest';
import { until } from './support/wait';

const NAME = 'orders';
/** Few, so that the machine has time for the pages. */
const MOST_WORKERS = 8;
/** The first page waits until the frontend is bundled. */
const PAGE_WITHIN_MS = 120_000;

describe('the portal over a real cluster', () => {
  const cluster = useCluster();
  let valkey: Valkey;
  let service: ServiceUnderTest;
  let portal: PortalUnderTest;
  let browser: Browser;
  let page: Page;
  let entityUrl: string;
  /** What the card said, each time that it said something else. */
  const states: string[] = [];

  beforeAll(async () => {
    valkey = await startValkey();
    service = await ServiceUnderTest.deploy(cluster(), {
      name: NAME,
      parameters: { cluster: 'local', workload: { maxWorkers: MOST_WORKERS } },
      change: manifests => manifests.map(coolDownSlowly),
      broker: { host: HOST, port: valkey.port },
    });
    portal = await startPortalUnderTest(
      cluster(),
      valkey.url,
      service.repository,
    );
    browser = await openBrowser();
    ({ page } = browser);
    page.setDefaultTimeout(PAGE_WITHIN_MS);
    entityUrl = `${portal.frontendUrl}/catalog/default/component/${NAME}`;
    await page.goto(entityUrl);
  });

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
    await service?.stop();
    await valkey?.stop();
  });

  /** Waits until the card says so, and returns all that it says then. */
  async function shown(
    state: string,
    seconds: number,
    more: (reading: CardReading) => boolean = () => true,
  ): Promise<CardReading> {
    let reading: CardReading | undefined;
    await keepScreenshotOnFailure(page, 'cluster', () =>
      until(`the card says ${state}`, seconds, async () => {
        reading = await readCard(page, NAME);
        if (reading && reading.state !== states.at(-1)) {
          states.push(reading.state);
        }
        return reading?.state === state && more(reading);
      }),
    ).catch(error => {
      throw new Error(`${error.message}; it said ${states.join(', ')}`);
    });
    return reading!;
  }

  it('shows a queue through all of its states', async () => {
    await service.noWorkers(180);
    await shown('Idle', 60, ({ workers }) => workers === 0);
    await service.enqueue(1, '--seconds', '20');
    await shown('Waking', 30);
    await service.enqueue(29, '--seconds', '10');
    await shown('Scaling out', 60);
    await shown('Draining', 120);
    const cooling = await shown('Cooling down', 120);
    await shown('Idle', 120, ({ workers }) => workers === 0);

    print(`the card said: ${states.join(', ')}`);
    expect(cooling).toMatchObject({ waiting: 0, inFlight: 0 });
    expect(await service.tasks()).toMatchObject({ tasks: 30, done: 30 });
  });

  it('says that scaling is paused', async () => {
    await annotate('autoscaling.keda.sh/paused=true');
    expect(await shown('Paused', 60)).toMatchObject({ workers: 0 });
    await annotate('autoscaling.keda.sh/paused-');
    await shown('Idle', 60);
  });

  it('says that KEDA is gone, when work waits and when workers run', async () => {
    const { operator } = cluster();
    await operator.kill();
    await service.enqueue(1, '--seconds', '1');
    expect(await shown('Stalled', 120)).toMatchObject({ waiting: 1 });
    await operator.start();
    await shown('Idle', 120);

    await annotate('autoscaling.keda.sh/force-activation=true');
    await shown('Idle', 60, ({ workers }) => workers === 1);
    await operator.kill();
    expect(await shown('KEDA is silent', 240)).toMatchObject({ workers: 1 });
    await operator.start();
    await annotate('autoscaling.keda.sh/force-activation-');
    await shown('Idle', 120, ({ workers }) => workers === 0);
  });

  it('says what it is not permitted to see, not that there is none', async () => {
    await grant(({ apiGroups }) => !apiGroups.includes('keda.sh'));
    await page
      .getByRole('group', { name: NAME })
      .getByText(/Reading ScaledObjects is not permitted/)
      .waitFor();
    expect(await readCard(page, NAME)).toMatchObject({
      state: 'Idle',
      workers: 0,
    });

    await page.goto(`${entityUrl}/celery`);
    await page
      .getByText(/The ScaledObject is unknown\..* does not let you see/)
      .waitFor();
    await grant(() => true);
    await page
      .getByRole('row', { name: `most workers ${MOST_WORKERS}` })
      .waitFor();
  });

  it('tells on the tab what was decided, and by what plan', async () => {
    await page.goto(`${entityUrl}/celery`);
    const moments = page.getByRole('region', { name: /^Decisions/ });
    await moments.getByRole('listitem').first().waitFor();
    const decisions = await moments.innerText();
    print(decisions);
    // What happened within the same minute of the history is one decision.
    expect(decisions).toMatch(
      /0 → \d+ workers? wanted: \d+ waiting, \d+ in flight/,
    );
    expect(decisions).toMatch(/\d+ → 0 workers wanted/);
    await page
      .getByRole('row', { name: /^formula waiting \+ running/ })
      .waitFor();
  });

  /** Gives the portal some of the rights that we ship. */
  async function grant(isGranted: (rule: { apiGroups: string[] }) => boolean) {
    const manifests = parseAllDocuments(await readFile(PORTAL_READER, 'utf8'));
    const role = manifests
      .map(document => document.toJS())
      .find(({ kind }) => kind === 'ClusterRole');
    await cluster().kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList([{ ...role, rules: role.rules.filter(isGranted) }]),
    });
  }

  async function annotate(annotation: string) {
    await service.kubectl('annotate', 'scaledobject', NAME, annotation);
  }
});

/** For longer than a page takes to look again. */
function coolDownSlowly(manifest: Manifest): Manifest {
  return manifest.kind === 'ScaledObject'
    ? { ...manifest, spec: { ...manifest.spec, cooldownPeriod: 30 } }
    : manifest;
}

import {
  planSettingsOf,
  ScaledObject,
  ServiceManifest,
} from '@celery-keda/backstage-plugin-celery-common';
import { screen, within } from '@testing-library/react';
import { portal } from '../../__testUtils__/portal';
import { clusterAnswer, serviceManifest } from '../../__testUtils__/service';

const TAB = 'entity-content:celery/scaling';

/** What the test's cluster follows. */
const [, , , { resources: scaledObjects }] = clusterAnswer({
  queue: 'orders',
  ready: 4,
  wanted: 4,
}).items[0].resources;
const IN_FORCE = planSettingsOf({
  scaledObject: scaledObjects[0] as ScaledObject,
  deployment: {},
});

async function planPanel(
  getManifest: () => Promise<ServiceManifest>,
  options: Partial<Parameters<typeof portal>[0]> = {},
) {
  portal({
    extension: TAB,
    kubernetes: async () =>
      clusterAnswer({ queue: 'orders', ready: 4, wanted: 4 }),
    getManifest,
    ...options,
  });
  const heading = await screen.findByRole('heading', {
    name: /^(Scaling plan in force|適用中のスケーリング設定)$/,
  });
  return within(heading.closest('article') ?? document.body);
}

const textOf = (row: HTMLElement) =>
  [...row.children].map(cell => cell.textContent?.trim());

describe('PlanPanel', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('says that the plan in force is the repository’s', async () => {
    const plan = await planPanel(async () => serviceManifest(IN_FORCE));
    expect(
      await plan.findByText('The same as deploy/base in the repository.'),
    ).toBeVisible();
    expect(plan.getByText(/^repository read \d+ s ago$/)).toBeVisible();
    expect(textOf(plan.getByRole('row', { name: /^most workers/ }))).toEqual([
      'most workers',
      '20',
      'same',
    ]);
    expect(plan.queryByText('differs')).not.toBeInTheDocument();
  });

  it('marks what differs, in words and first', async () => {
    const plan = await planPanel(async () =>
      serviceManifest({
        ...IN_FORCE,
        maxReplicas: 30,
        cooldownSeconds: 120,
        memoryMi: 256,
      }),
    );
    expect(
      await plan.findByText(
        '3 settings differ from deploy/base in the repository.',
      ),
    ).toBeVisible();
    expect(plan.getAllByRole('row').slice(0, 5).map(textOf)).toEqual([
      ['Setting', 'In force', 'In the repository'],
      ['most workers', '20', '30 differs'],
      ['waits before the last worker goes', '1 min', '2 min differs'],
      ['memory of a worker', 'not set', '256 MiB differs'],
      ['watches', 'waiting: orders:orders', 'same'],
    ]);
  });

  it('compares with the overlay that is nearest', async () => {
    const plan = await planPanel(
      async () => serviceManifest({ ...IN_FORCE, maxReplicas: 30 }),
      {
        kubernetes: async () =>
          clusterAnswer({ queue: 'orders', ready: 1, wanted: 1, max: 2 }),
      },
    );
    expect(
      await plan.findByText(
        'The same as deploy/overlays/dev in the repository.',
      ),
    ).toBeVisible();
  });

  it('says that a variant changes more than is compared', async () => {
    const manifest = serviceManifest(IN_FORCE);
    manifest.queues[0].variants[0].complete = false;
    const plan = await planPanel(async () => manifest);
    expect(
      await plan.findByText(/^deploy\/base also changes things in ways/),
    ).toBeVisible();
  });

  it.each<[string, () => Promise<ServiceManifest>, RegExp]>([
    [
      'the repository may not be read',
      async () =>
        serviceManifest(
          {},
          {
            readAt: null,
            error: { code: 'not-allowed', message: 'No.' },
            queues: [{ name: 'orders', variants: [] }],
          },
        ),
      /^The plan in the repository cannot be read\. This portal may not/,
    ],
    [
      'the backend does not answer',
      () => Promise.reject(new Error('No backend')),
      /^The plan in the repository cannot be read\. The portal’s backend/,
    ],
    [
      'no manifest is about the queue',
      async () =>
        serviceManifest({}, { queues: [{ name: 'orders', variants: [] }] }),
      /^The manifests in the repository’s deploy\/base are not about/,
    ],
  ])('shows the plan in force when %s', async (_, getManifest, sentence) => {
    const plan = await planPanel(getManifest);
    expect(await plan.findByText(sentence)).toBeVisible();
    expect(
      await plan.findByRole('row', { name: 'most workers 20' }),
    ).toBeVisible();
  });

  it('shows what it last read, and that it cannot be read now', async () => {
    const plan = await planPanel(async () =>
      serviceManifest(IN_FORCE, {
        readAt: new Date(Date.now() - 300_000).toISOString(),
        error: { code: 'unreachable', message: 'Silence.' },
      }),
    );
    expect(await plan.findByText(/^The same as deploy\/base/)).toBeVisible();
    expect(plan.getByText(/The repository does not answer\.$/)).toBeVisible();
    expect(plan.getByText(/^repository read 5 min( \d s)? ago$/)).toBeVisible();
  });

  it('shows the repository’s plan where the one in force is unknown', async () => {
    const plan = await planPanel(async () => serviceManifest(IN_FORCE), {
      kubernetesInstalled: false,
    });
    expect(
      await plan.findByText(
        'This is the plan of deploy/base in the repository.',
      ),
    ).toBeVisible();
    expect(textOf(plan.getByRole('row', { name: /^most workers/ }))).toEqual([
      'most workers',
      'unknown',
      '20',
    ]);
  });

  it('does so in Japanese', async () => {
    const plan = await planPanel(
      async () => serviceManifest({ ...IN_FORCE, maxReplicas: 30 }),
      { language: 'ja' },
    );
    expect(
      await plan.findByText('リポジトリのdeploy/baseと1項目が異なります。'),
    ).toBeVisible();
    expect(textOf(plan.getByRole('row', { name: /^最大ワーカー数/ }))).toEqual([
      '最大ワーカー数',
      '20',
      '30 相違',
    ]);
  });
});

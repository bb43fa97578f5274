import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  parseCeleryAnnotations,
  planScaling,
  queueKey,
  queueUnackedKey,
  runningKey,
  scaledObjectOf,
  unackedKey,
} from '@celery-keda/backstage-plugin-celery-common';
import { parseAllDocuments } from 'yaml';
import { byQueue, entityOf, Manifest, manifestsOf, Trigger } from './rendered';
import { DryRun, Scaffolder, startScaffolder } from './scaffolder';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const owner = 'group:default/platform';
const naming = { keyPrefix: 'orders:' };

function trigger(scaledObject: Manifest, wanted: string): Trigger['metadata'] {
  const found = scaledObject.spec.triggers.find(({ name }) => name === wanted);
  return found!.metadata;
}

describe('the rendered repository', () => {
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
    ]);
  });

  afterAll(() => scaffolder?.stop());

  async function render(values: object): Promise<DryRun> {
    const rendered = await scaffolder.dryRun({
      name: 'orders',
      owner,
      ...values,
    });
    expect(rendered.error).toBe('');
    return rendered;
  }

  it('is whole, and has nothing of the template left', async () => {
    const { files } = await render({});

    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        '.gitignore',
        'Dockerfile',
        'README.md',
        'catalog-info.yaml',
        'deploy/base/workers-orders.yaml',
        'requirements.txt',
        'src/orders/celery_app.py',
        'tests/test_worker.py',
      ]),
    );
    expect(files.has('src/orders/giveback.py')).toBe(false);
    for (const [path, text] of files) {
      expect(`${path} ${text}`).not.toMatch(
        /\$\{\{ ?(values|queue)|\{%|undefined/,
      );
    }
  });

  it('shows the service and what to do next', async () => {
    const { output } = await render({});

    expect(output.links).toEqual([
      expect.objectContaining({ entityRef: 'component:default/orders' }),
    ]);
    expect(output.text).toHaveLength(1);
    expect(output.text?.[0].content).toContain(
      `cd ${scaffolder.root}/orders\nPYTHONPATH=src python -m orders.producer enqueue 100`,
    );
  });

  it('says what the plan cannot give', async () => {
    const { output } = await render({ workload: { longestTaskSeconds: 7200 } });

    expect(output.text?.[1].content).toContain('- Queue orders: ');
  });

  it('declares in the catalog what the portal reads', async () => {
    const entity = entityOf(await render({}));

    expect(parseCeleryAnnotations(entity)).toEqual({
      kind: 'service',
      service: expect.objectContaining({
        entityRef: 'component:default/orders',
        broker: 'local-broker',
        queues: ['orders'],
        keyPrefix: 'orders:',
      }),
    });
    expect(entity).toMatchObject({
      metadata: {
        annotations: {
          'backstage.io/kubernetes-id': 'orders',
          'backstage.io/kubernetes-namespace': 'orders',
          'backstage.io/kubernetes-cluster': 'local',
        },
      },
      spec: { owner, dependsOn: ['resource:default/local-broker'] },
    });
    expect(entity.spec).not.toHaveProperty('system');
  });

  it.each([
    ['defaults', {}],
    [
      'long tasks',
      { taskSeconds: 90, longestTaskSeconds: 600, concurrency: 1 },
    ],
    ['a steady stream', { tasksPerMinute: 60, maxWorkers: 7, waitSeconds: 1 }],
    ['delayed tasks', { delayedTasks: true, longestDelaySeconds: 120 }],
  ])(
    'says in its manifests what is planned for %s',
    async (_what, workload) => {
      const rendered = await render({ workload });
      const plan = planScaling(workload);

      const { spec: pods } = byQueue(rendered, 'Deployment').orders.spec
        .template;
      const { spec } = byQueue(rendered, 'ScaledObject').orders;
      const variables = Object.fromEntries(
        pods.containers[0].env.map(({ name, value }) => [name, value]),
      );
      expect(pods.terminationGracePeriodSeconds).toBe(plan.graceSeconds);
      expect(variables).toMatchObject({
        WORKER_CONCURRENCY: String(plan.concurrency),
        TASK_SOFT_TIME_LIMIT_SECONDS: String(plan.softTimeLimitSeconds),
        TASK_TIME_LIMIT_SECONDS: String(plan.hardTimeLimitSeconds),
        VISIBILITY_TIMEOUT_SECONDS: String(plan.visibilityTimeoutSeconds),
        SOFT_SHUTDOWN_TIMEOUT_SECONDS: String(plan.softShutdownSeconds),
        LIVENESS_LIMIT_SECONDS: String(plan.livenessLimitSeconds),
      });
      expect(spec).toMatchObject({
        minReplicaCount: plan.minReplicas,
        maxReplicaCount: plan.maxReplicas,
        pollingInterval: plan.pollingSeconds,
        cooldownPeriod: plan.cooldownSeconds,
        initialCooldownPeriod: plan.initialCooldownSeconds,
      });
      const { behavior } = spec.advanced.horizontalPodAutoscalerConfig;
      expect(behavior.scaleDown.stabilizationWindowSeconds).toBe(
        plan.scaleDownWindowSeconds,
      );
    },
  );

  it('counts waiting and running tasks', async () => {
    const rendered = await render({});

    const scaledObject = byQueue(rendered, 'ScaledObject').orders;
    expect(scaledObject.spec.advanced.scalingModifiers).toMatchObject({
      formula: 'waiting + running',
      target: '2',
    });
    expect(trigger(scaledObject, 'waiting').listName).toBe(
      queueKey(naming, 'orders'),
    );
    expect(trigger(scaledObject, 'running').listName).toBe(unackedKey(naming));
  });

  it.each([
    [{ priorities: true }, [0, 3, 6, 9]],
    [{ workload: { delayedTasks: true, concurrency: 4 } }, [0]],
    [{ priorities: true, workload: { delayedTasks: true } }, [0, 3, 6, 9]],
  ])('has KEDA watch what is planned for %j', async (values, steps) => {
    const rendered = await render(values);

    const { spec } = byQueue(rendered, 'ScaledObject').orders;
    const planned = scaledObjectOf(
      planScaling('workload' in values ? values.workload : {}),
      {
        waiting: steps.map(step => queueKey(naming, 'orders', step)),
        unacked: unackedKey(naming),
        running: runningKey(naming),
      },
    );
    expect(spec.triggers).toMatchObject(planned.triggers);
    expect(spec.triggers).toHaveLength(planned.triggers.length);
    expect(spec.advanced.scalingModifiers).toEqual(
      planned.advanced!.scalingModifiers,
    );
    expect(parseCeleryAnnotations(entityOf(rendered))).toMatchObject({
      service: { prioritySteps: steps },
    });
  });

  it('plans the same however often bursts come', async () => {
    const workload = { burstTasks: 500 };

    const seldom = await render({ workload: { ...workload, burstsADay: 1 } });

    const usual = await render({ workload });
    expect(Object.fromEntries(seldom.files)).toEqual(
      Object.fromEntries(usual.files),
    );
  });

  it('gives each of several queues its own workers', async () => {
    const rendered = await render({
      queues: [
        { name: 'orders' },
        { name: 'bulk', workload: { maxWorkers: 3 } },
      ],
    });

    const { orders, bulk } = byQueue(rendered, 'ScaledObject');
    expect(orders.metadata.name).toBe('orders');
    expect(bulk.metadata.name).toBe('orders-bulk');
    expect(bulk.spec.maxReplicaCount).toBe(3);
    expect(trigger(orders, 'running').listName).toBe(
      queueUnackedKey(naming, 'orders'),
    );
    expect(trigger(bulk, 'running').listName).toBe(
      queueUnackedKey(naming, 'bulk'),
    );
    expect(Object.keys(byQueue(rendered, 'Deployment'))).toEqual([
      'orders',
      'bulk',
    ]);
  });

  it('takes words that YAML reads as something else for names', async () => {
    const rendered = await render({
      name: 'on',
      namespace: 'no',
      queues: [{ name: 'null' }, { name: 'true' }],
    });

    expect(entityOf(rendered).metadata.name).toBe('on');
    const { null: first } = byQueue(rendered, 'ScaledObject');
    expect(first.metadata.namespace).toBe('no');
    // YAML 1.1, which Kubernetes reads, knows more such words than 1.2.
    const yaml = [...rendered.files].filter(([path]) => path.endsWith('.yaml'));
    for (const [, text] of yaml) {
      const old = parseAllDocuments(text, { version: '1.1' });
      const now = parseAllDocuments(text, { version: '1.2' });
      expect(old.map(document => document.toJS())).toEqual(
        now.map(document => document.toJS()),
      );
    }
  });

  it.each([
    '${{ secrets.TOKEN }} {% raw %} {# no #}',
    '"quoted" \'twice\' \\ back: #hash & <b>bold</b>',
    '- list: [a, {b: c}] | > ! % @ `',
    'Über 注文 🚚 $(id) `id` ${HOME}',
    '"""; import os; os.abort()',
  ])('writes the description %j as it is', async description => {
    const rendered = await render({ description });

    expect(rendered.files.get('README.md')).toContain(description);
    expect(entityOf(rendered).metadata.description).toBe(description);
    expect(rendered.files.get('catalog-info.yaml')).not.toBe('');
    expect(manifestsOf(rendered)).toEqual(manifestsOf(await render({})));
    const elsewhere = [...rendered.files].filter(
      ([path, text]) =>
        !['README.md', 'catalog-info.yaml'].includes(path) &&
        text.includes(description),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });
});

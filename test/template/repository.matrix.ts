import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../../plugins/celery-backend/dev/python/environment';
import { RenderedRepository } from './RenderedRepository';
import { Scaffolder, startScaffolder } from './scaffolder';

const NAMES = [
  'orders',
  'a',
  'on',
  'z9-9-9z',
  'null',
  'an-order-of-things',
  `a${'b'.repeat(40)}`,
];
const DESCRIPTIONS = [
  undefined,
  'Sends "mails" & more: #1',
  '注文を処理する 🚚',
  '${{ secrets.TOKEN }} {% raw %} $(id) `id`',
];
const WORKLOADS = [
  {},
  { taskSeconds: 0.05, concurrency: 8, burstTasks: 10_000 },
  { taskSeconds: 3600, longestTaskSeconds: 7200, concurrency: 1 },
  { tasksPerMinute: 600, waitSeconds: 1, maxWorkers: 200 },
  { delayedTasks: true, longestDelaySeconds: 86_400 },
];
const PUBLISH = [
  { publish: 'local' },
  {
    publish: 'github',
    repoUrl: 'github.com?owner=shop&repo=orders',
    region: 'jp-tok',
  },
];
const EXTRA_QUEUES = [[], ['bulk'], ['no', 'reports']];

/** Walks through all lists at once, so that values meet in many pairs. */
function combination(index: number): Record<string, unknown> {
  const pick = <T>(list: T[], step: number): T =>
    list[Math.floor(index / step + index) % list.length];
  const name = pick(NAMES, NAMES.length);
  const extra = pick(EXTRA_QUEUES, 2).filter(queue => queue !== name);
  const workload = pick(WORKLOADS, 3);
  return {
    name,
    owner: 'group:default/platform',
    description: pick(DESCRIPTIONS, 5),
    workload,
    ...(extra.length > 0 && {
      queues: [name, ...extra].map((queue, position) => ({
        name: queue,
        ...(position === 1 && { workload: pick(WORKLOADS, 7) }),
      })),
    }),
    ...pick(PUBLISH, 4),
  };
}

const COMBINATIONS = Array.from({ length: 28 }, (_, index) =>
  combination(index),
);

describe('every kind of rendered repository', () => {
  let scaffolder: Scaffolder;
  let python: PythonEnvironment;
  let repository: RenderedRepository | undefined;

  beforeAll(async () => {
    python = await ensurePythonEnvironment();
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
      scaffolderModuleGithub,
    ]);
  });

  afterAll(() => scaffolder?.stop());

  afterEach(() => {
    repository?.remove();
    repository = undefined;
  });

  async function create(values: object): Promise<RenderedRepository> {
    const rendered = await scaffolder.dryRun(values);
    expect(rendered.error).toBe('');
    repository = new RenderedRepository(rendered, python);
    return repository;
  }

  it.each(COMBINATIONS)('passes its checks: %j', async values => {
    const created = await create(values);

    expect(await created.complaints()).toBe('');
  });

  it.each([0, 9, 11, 17].map(index => COMBINATIONS[index]))(
    'passes all of its tests: %j',
    async values => {
      const created = await create(values);

      expect(await created.testFailures()).toBe('');
    },
  );
});

/** What the wizard hands over for one repository. */
export type Parameters = Record<string, unknown> & {
  name: string;
  workload: object;
};

const BROKERS = ['local-broker', 'tls-broker'];
const QUEUES = [[], ['bulk'], ['null', 'order-reports']];
// Legal, and read as something else by one tool or another.
const NAMES = [
  'orders',
  'on',
  'a',
  'z9-9--9z',
  'null',
  'an-order-of-things',
  `a${'b'.repeat(39)}`,
];
const DESCRIPTIONS = [
  undefined,
  '注文を処理する 🚚',
  'Sends "mails" & more: #1',
  '${{ secrets.TOKEN }} {% raw %} $(id) `id`',
  'مرحبا, שלום, Ωμέγα',
];
const WORKLOADS = [
  {},
  { taskSeconds: 0.05, concurrency: 8, burstTasks: 10_000 },
  { taskSeconds: 3600, longestTaskSeconds: 7200, concurrency: 1 },
  { tasksPerMinute: 600, waitSeconds: 1, maxWorkers: 200 },
];
const PUBLISH = [
  { publish: 'local' },
  {
    publish: 'github',
    repoUrl: 'github.com?owner=shop&repo=orders',
    region: 'jp-tok',
  },
];

const EXTREMES: Parameters[] = [
  {
    name: `a${'b'.repeat(53)}`,
    workload: { delayedTasks: true, longestDelaySeconds: 604_800 },
    priorities: true,
  },
  {
    name: 'q',
    workload: { taskSeconds: 1 },
    queues: Array.from({ length: 50 }, (_, index) => ({
      name: `${'q'.repeat(48)}${index}`,
      ...(index % 7 === 0 && { workload: { delayedTasks: true } }),
    })),
  },
  {
    name: 'everything-said',
    owner: 'user:people/kei.tanaka',
    description: 'x'.repeat(200),
    system: 'system:shop/orders_2',
    broker: 'tls-broker',
    namespace: 'yes',
    cluster: 'iks/prod.eu-de_1',
    region: 'br-sao',
    registryNamespace: '0-images_9',
    workload: { taskSeconds: 1e-2, waitSeconds: 0, coldStartSeconds: 3600 },
  },
  {
    name: 'lots-of-work',
    workload: {
      taskSeconds: 86_400,
      longestTaskSeconds: 86_400,
      concurrency: 64,
      waitSeconds: 86_400,
      burstTasks: 1_000_000,
      tasksPerMinute: 1_000_000,
      maxWorkers: 1000,
    },
  },
];

/**
 * Repositories in which every pair of queues, priorities, delayed tasks,
 * broker and place meets, with all else in turn, and extreme ones.
 */
export const COMBINATIONS: Parameters[] = [
  ...QUEUES.flatMap(queues =>
    [false, true].flatMap(priorities =>
      [false, true].flatMap(delayedTasks =>
        BROKERS.map(broker => ({ queues, priorities, delayedTasks, broker })),
      ),
    ),
  ).map(combination),
  ...EXTREMES,
];

function combination(
  main: {
    queues: string[];
    priorities: boolean;
    delayedTasks: boolean;
    broker: string;
  },
  index: number,
): Parameters {
  const turn = <T>(list: readonly T[]): T => list[index % list.length];
  const { queues, priorities, delayedTasks, broker } = main;
  const name = turn(NAMES);
  // Else each kind of work would have its own broker.
  const work = WORKLOADS[(index + Math.floor(index / 4)) % WORKLOADS.length];
  const others = queues.filter(queue => queue !== name);
  const workload = { ...work, delayedTasks };
  return {
    name,
    description: turn(DESCRIPTIONS),
    broker,
    priorities,
    workload,
    ...(others.length > 0 && {
      queues: [name, ...others].map((queue, position) => ({
        name: queue,
        ...(position === 1 && { workload: turn(WORKLOADS.slice(1)) }),
      })),
    }),
    // In step with the rest on one broker, out of step on the other.
    ...PUBLISH[(Math.floor(index / 2) + index) % PUBLISH.length],
  };
}

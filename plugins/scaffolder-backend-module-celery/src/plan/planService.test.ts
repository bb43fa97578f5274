import { planService } from './planService';

const environment = {
  brokers: [
    { name: 'first', db: 1, tls: true },
    { name: 'second', db: 0, tls: false },
  ],
  clusters: ['local', 'iks'],
  findsClusters: false,
};
const parameters = { name: 'orders', owner: 'group:default/platform' };

describe('planService', () => {
  it('needs a name and an owner only', () => {
    const service = planService(parameters, environment);

    expect(service).toMatchObject({
      name: 'orders',
      package: 'orders',
      owner: 'group:default/platform',
      broker: 'first',
      databaseIndex: 1,
      tls: true,
      prefix: 'orders:',
      namespace: 'orders',
      cluster: 'local',
      image: 'us.icr.io/orders/orders',
      publish: 'local',
      queueNames: 'orders',
    });
    expect(service.system).toBeUndefined();
    expect(service.description).not.toBe('');
    expect(service.queues).toEqual([
      expect.objectContaining({
        name: 'orders',
        workerGroup: 'orders',
        unackedKey: 'orders:unacked',
        minReplicas: 0,
      }),
    ]);
  });

  it('takes an empty text for none, as a form sends it', () => {
    expect(
      planService(
        { ...parameters, broker: '', namespace: ' ', system: '', region: '' },
        environment,
      ),
    ).toEqual(planService(parameters, environment));
  });

  it('keeps what is given', () => {
    const service = planService(
      {
        name: 'order-mails',
        owner: 'platform',
        description: 'Sends "mails": über alles',
        system: 'shop',
        broker: 'second',
        namespace: 'shop',
        region: 'eu-de',
        cluster: 'iks',
        registryNamespace: 'shop-images',
        publish: 'github',
        repoUrl: 'github.com?owner=shop&repo=order-mails',
      },
      environment,
    );

    expect(service).toMatchObject({
      package: 'order_mails',
      owner: 'group:default/platform',
      description: 'Sends "mails": über alles',
      system: 'system:default/shop',
      broker: 'second',
      databaseIndex: 0,
      tls: false,
      namespace: 'shop',
      cluster: 'iks',
      image: 'de.icr.io/shop-images/order-mails',
      publish: 'github',
      repoUrl: 'github.com?owner=shop&repo=order-mails',
    });
  });

  it('gives each of several queues its own workers and unfinished messages', () => {
    const { queues } = planService(
      {
        ...parameters,
        workload: { concurrency: 3 },
        queues: [
          { name: 'orders' },
          { name: 'bulk', workload: { concurrency: 1, maxWorkers: 2 } },
        ],
      },
      environment,
    );

    expect(queues).toMatchObject([
      {
        name: 'orders',
        workerGroup: 'orders',
        unackedKey: 'orders:unacked.orders',
        concurrency: 3,
      },
      {
        name: 'bulk',
        workerGroup: 'orders-bulk',
        unackedKey: 'orders:unacked.bulk',
        concurrency: 1,
        maxReplicas: 2,
      },
    ]);
  });

  it('has one list of messages a queue, or one for each priority', () => {
    const plain = planService(parameters, environment);
    expect(plain.prioritySteps).toEqual([0]);
    expect(plain.queues[0].triggers).toHaveLength(2);

    const urgent = planService(
      { ...parameters, priorities: true },
      environment,
    );
    expect(urgent.prioritySteps).toEqual([0, 3, 6, 9]);
    expect(urgent.queues[0].triggers).toHaveLength(5);
  });

  it('gives every number a reason that fits into a comment', () => {
    const [queue] = planService(parameters, environment).queues;
    const {
      name,
      workerGroup,
      triggers,
      formula,
      unackedKey,
      runningKey,
      taskSeconds,
      reasons,
      warnings,
      ...numbers
    } = queue;

    expect(Object.keys(reasons).sort()).toEqual(Object.keys(numbers).sort());
    for (const line of Object.values(reasons).join('\n').split('\n')) {
      expect(line.length).toBeLessThanOrEqual(66);
      expect(line).not.toBe('');
    }
  });

  it.each([[{ findsClusters: true }], [{ clusters: [] }]])(
    'takes any cluster where it cannot know all: %j',
    known => {
      const cluster = 'eks-1';

      expect(
        planService({ ...parameters, cluster }, { ...environment, ...known }),
      ).toMatchObject({ cluster });
    },
  );

  it('works without a configured cluster', () => {
    const service = planService(parameters, { ...environment, clusters: [] });

    expect(service.cluster).toBeUndefined();
  });

  it.each([
    [{ name: '' }, 'name: A name is needed'],
    [{ name: 'Orders' }, 'name "Orders": Only lower-case letters'],
    [{ name: '../x' }, 'name "../x": Only lower-case letters'],
    [{ name: 'a'.repeat(55) }, 'At most 54 characters'],
    [{ name: 'class' }, 'name "class": "class" is a keyword of Python'],
    [{ name: 'json' }, '"json" is a module of Python'],
    [{ name: 'celery' }, '"celery" is a package'],
    [{ owner: '' }, 'owner: Name the group'],
    [{ owner: 'a:b:c' }, 'owner "a:b:c": This does not name an entity'],
    [{ owner: 'a"b' }, 'owner "a\\"b": This does not name an entity'],
    [
      { system: '/' },
      'system "/": This does not name an entity: write system:',
    ],
    [
      { description: 'two\nlines' },
      'description "two\\nlines": Write one line',
    ],
    [
      { broker: 'third' },
      'broker "third": There is no such broker: choose first or second.',
    ],
    [
      { namespace: 'kube-system' },
      'namespace "kube-system": "kube-system" is a namespace that',
    ],
    [{ namespace: 'Shop' }, 'namespace "Shop": Only lower-case letters'],
    [{ region: 'mars' }, 'region "mars": There is no registry: choose au-syd,'],
    [
      { cluster: 'https://10.0.0.1' },
      'cluster "https://10.0.0.1": Give the name',
    ],
    [
      { cluster: 'iks-2' },
      'cluster "iks-2": The portal knows no such cluster: choose local or iks.',
    ],
    [
      { registryNamespace: 'abc' },
      'registryNamespace "abc": The registry allows 4 to 30',
    ],
    [{ publish: 'ftp' }, 'publish "ftp": Choose local or github.'],
    [{ publish: 'github' }, 'repoUrl: Say which repository'],
    [
      { publish: 'github', repoUrl: 'https://github.com/shop/orders' },
      'repoUrl "https://github.com/shop/orders": Say which repository',
    ],
    [
      { publish: 'github', repoUrl: 'github.com?owner=shop&repo=../x' },
      'repoUrl "github.com?owner=shop&repo=../x": Say which repository',
    ],
    [{ workload: { taskSeconds: 0 } }, 'workload: taskSeconds is 0'],
    [{ workload: { concurrency: 1.5 } }, 'workload: concurrency is 1.5'],
    [
      { queues: [{ name: 'Bulk' }] },
      'queues[0].name "Bulk": Only lower-case letters',
    ],
    [
      { queues: [{ name: 'unacked' }] },
      'queues[0].name "unacked": The workers keep',
    ],
    [
      { queues: [{ name: 'a' }, { name: 'a' }] },
      'queues[1].name "a": There are two queues of this name',
    ],
    [
      { name: 'a'.repeat(50), queues: [{ name: 'bulky' }] },
      'queues[0].name "bulky": At most 3 characters are allowed',
    ],
    [
      { queues: [{ name: 'a', workload: { maxWorkers: 0 } }] },
      'queues[0].workload: maxWorkers is 0',
    ],
    [
      { queues: Array.from({ length: 51 }, (_, i) => ({ name: `q${i}` })) },
      'queues 51: A service has at most 50 queues.',
    ],
  ])('refuses %j and says what is allowed', (wrong, message) => {
    expect(() => planService({ ...parameters, ...wrong }, environment)).toThrow(
      message,
    );
  });

  it('says all that is wrong at once', () => {
    expect(() =>
      planService({ name: 'Orders', owner: '', region: 'mars' }, environment),
    ).toThrow(/name "Orders": .*\nowner: .*\nregion "mars": /s);
  });

  it('says that an administrator has to configure a broker', () => {
    expect(() =>
      planService(parameters, { ...environment, brokers: [] }),
    ).toThrow('broker: No broker is configured: an administrator');
  });
});

import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { ServiceStatus } from '@celery-keda/backstage-plugin-celery-common';
import { parse } from 'yaml';
import { readDocument, ROOT } from '../../docs/documents';
import { requiredVersion } from '../build/go';
import { writeKubeconfig } from '../control-plane/kubeconfig';
import { HOST } from '../control-plane/ports';
import { asList } from '../deploy';
import { Image } from '../node/images';
import { BIN } from '../paths';
import { useCluster } from './support/clusterUnderTest';
import { externalSecretDefinition } from './support/externalSecrets';
import { GuardedBroker, startGuardedBroker } from './support/guardedBroker';
import { Docker } from './support/outside/Docker';
import { Helm } from './support/outside/Helm';
import { IbmCloud } from './support/outside/IbmCloud';
import { ProgramsOnPath, servePrograms } from './support/outside/programs';
import { readAppConfig, startPortalBackend } from './support/portalBackend';
import { print } from './support/print';
import { createService, imageOf } from './support/service';
import { summarizeTasks } from './support/taskLog';
import { until } from './support/wait';
import { Said, Shell, Walk } from './support/Walk';

const PAGE = 'docs/iks.md';
const NAME = 'orders';
const CLUSTER = 'iks-prod';
const REGISTRY = 'us.icr.io/acme';
const DEPLOYER = 'deployer';
const BURST = 100;
const PREFLIGHT = 'scripts/preflight';
const PACKAGE = '@celery-keda/backstage-plugin-celery-backend';

/** A service ID that may edit the service's namespace, and nothing else. */
const DEPLOYERS_RIGHTS = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: DEPLOYER, namespace: NAME },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'edit',
    },
    subjects: [
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: DEPLOYER },
    ],
  },
  // As the chart of the External Secrets Operator has it.
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: 'external-secrets-edit',
      labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' },
    },
    rules: [
      {
        apiGroups: ['external-secrets.io'],
        resources: ['externalsecrets'],
        verbs: ['get', 'list', 'create', 'patch', 'update', 'delete'],
      },
    ],
  },
];

describe('the way from an empty cluster to a scaled service', () => {
  const cluster = useCluster({ withKeda: false });
  let home: string;
  let broker: GuardedBroker;
  let helm: Helm;
  let programs: ProgramsOnPath;
  let shell: Shell;
  let walk: Walk;
  /** What the wizard has published, before anybody has cloned it. */
  let published: string;
  /** Where the reader is until the repository is cloned. */
  let portal: string;
  /** The clone. */
  let repository: string;
  const access: Record<string, string> = {};

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'celery-iks-'));
    portal = join(home, 'portal');
    repository = join(home, NAME);
    await installPackage(portal);
    published = await publish();
    broker = await startGuardedBroker();
    await cluster().kubectl([
      ...['create', 'secret', 'docker-registry', 'all-icr-io'],
      ...['--namespace', 'default', '--docker-server', 'us.icr.io'],
      ...['--docker-username', 'iamapikey', '--docker-password', 'key'],
    ]);
    const version = (
      await requiredVersion('keda', 'github.com/kedacore/keda/v2')
    ).slice(1);
    const ibmcloud = new IbmCloud({
      cluster: CLUSTER,
      kubeconfig: cluster().kubeconfig,
      deployerKubeconfig: await writeKubeconfig(
        join(home, 'deployer.kubeconfig'),
        cluster().url,
        await cluster().pki.issue(DEPLOYER, { commonName: DEPLOYER }),
      ),
      broker,
    });
    const docker = new Docker({
      registry: ibmcloud,
      internet: imagesOfKeda(version),
      pushed: cluster().images,
      folder: home,
      path: (await imageOf(published)).path,
    });
    helm = new Helm({ cluster: cluster(), version });
    programs = await servePrograms(home, { ibmcloud, docker, helm });
    shell = new Shell({ home, path: [programs.bin, BIN] });
    walk = new Walk(PAGE, shell);
  });

  afterAll(async () => {
    await programs?.stop();
    await broker?.stop();
    if (published) {
      await rm(dirname(published), { recursive: true, force: true });
    }
    await rm(home, { recursive: true, force: true });
  });

  /** KEDA's images as its project publishes them: any folder does. */
  function imagesOfKeda(version: string): Map<string, Image> {
    return new Map(
      ['keda', 'keda-metrics-apiserver', 'keda-admission-webhooks'].map(
        image => [
          `ghcr.io/kedacore/${image}:${version}`,
          { repository: home, path: [] },
        ],
      ),
    );
  }

  const preflight = (folder: string): Promise<Said> =>
    shell.try(folder, PREFLIGHT);

  async function jsonOf<T>(...args: string[]): Promise<T> {
    const { output } = await cluster().kubectl([
      ...['get', ...args, '--namespace', NAME, '--output', 'json'],
    ]);
    return JSON.parse(output);
  }

  async function workersWanted(): Promise<number> {
    const { spec } = await jsonOf<{ spec: { replicas: number } }>(
      'deployment',
      NAME,
    );
    return spec.replicas;
  }

  const tasks = () => summarizeTasks(cluster().node.logFolder(NAME));

  it('begins with a cluster that has nothing, as preflight says', async () => {
    await walk.next('From an empty IKS cluster to a scaled service', portal);

    const { code, output } = await preflight(published);

    print(output);
    expect(code).toBe(1);
    expect(linesOf(output, 'MISSING')).toEqual([
      'KEDA: ScaledObjects',
      'External Secrets, for deploy/overlays/prod',
      'exists',
      'pull secret all-icr-io',
      `Secret ${NAME}-broker`,
      'may read deployments.apps pods horizontalpodautoscalers.autoscaling scaledobjects.keda.sh',
    ]);
    expect(linesOf(output, 'not asked')).toEqual([]);
  });

  it('installs KEDA from images that the reader has copied', async () => {
    await walk.next('KEDA', portal);
    await walk.next('KEDA', portal);

    expect(helm.values).toMatchObject({ 'operator.replicaCount': '2' });
  });

  it('gives the portal what it needs, and no Secret', async () => {
    await walk.next("The portal's rights", portal);
    const printed = walk.take("The portal's rights");
    await until('the token is there', 30, async () => {
      const { code, output } = await shell.try(portal, printed);
      [access.K8S_URL, access.K8S_TOKEN, access.K8S_CA] = output.split('\n');
      return code === 0;
    });
    await writeFile(join(home, 'ca.pem'), Buffer.from(access.K8S_CA, 'base64'));
    const get = (kind: string) =>
      shell.try(
        home,
        `KUBECONFIG=/dev/null kubectl --server '${access.K8S_URL}' --token '${access.K8S_TOKEN}' \
          --certificate-authority ca.pem get ${kind} --all-namespaces`,
      );

    expect(await get('deployments')).toMatchObject({ code: 0 });
    expect(await get('secrets')).toMatchObject({
      code: 1,
      output: expect.stringContaining('celery-portal-reader" cannot list'),
    });
  });

  it('makes a broker and credentials that nobody else may read', async () => {
    await walk.next('Databases for Redis', portal);
    const ask = walk.take('Databases for Redis');
    await until('the instance is there', 60, async () =>
      /create succeeded$/m.test(await shell.run(portal, ask)),
    );
    await walk.next('Credentials', portal);

    for (const file of ['service.json', 'portal.json']) {
      const { mode } = await stat(join(portal, file));
      expect(mode.toString(8)).toMatch(/600$/);
    }
    const printed = await walk.next('The portal', portal);
    const [host, port, user, password] = printed.split('\n');
    Object.assign(access, {
      ORDERS_REDIS_HOST: host,
      ORDERS_REDIS_PORT: port,
      ORDERS_REDIS_USER: user,
      ORDERS_REDIS_PASSWORD: password,
    });
    expect(host).toBe(HOST);
  });

  it('makes namespace, pull secret and Secret, and all is there', async () => {
    await shell.run(home, `git clone --quiet '${published}' ${NAME}`);
    await walk.next("Namespace, pull secret, broker's Secret", repository);
    await walk.next("Namespace, pull secret, broker's Secret", portal);

    const { output } = await shell.try(repository, walk.take('Preflight'));

    print(output);
    expect(linesOf(output, 'MISSING')).toEqual([
      'External Secrets, for deploy/overlays/prod',
    ]);
    expect(linesOf(output, 'not asked')).toEqual([]);
    // What the image is made from must be readable for the user that it has.
    const { mode } = await stat(join(repository, 'src', NAME, 'tasks.py'));
    expect(mode.toString(8)).toMatch(/4$/);
  });

  it('deploys an image, and sees a task done', async () => {
    await walk.next('Image, deployment, a task', repository);

    expect(await tasks()).toMatchObject({ tasks: 1, done: 1 });
  });

  it('lets a portal that is configured as the page says read the broker', async () => {
    const [yaml] = readDocument(PAGE).blocks.filter(
      ({ language }) => language === 'yaml',
    );
    const file = join(portal, 'app-config.yaml');
    await writeFile(
      file,
      yaml.code.replace(/port: \d+/, `port: ${access.ORDERS_REDIS_PORT}`),
    );
    const catalogInfo = await readFile(
      join(repository, 'catalog-info.yaml'),
      'utf8',
    );
    const backend = await startPortalBackend(
      await readAppConfig(file, access),
      [parse(catalogInfo) as Entity],
    );
    let status: ServiceStatus | undefined;
    try {
      await until('the portal reads the broker', 60, async () => {
        status = await backend.statusOf(NAME);
        return status.broker.state === 'ok';
      });
      expect(status).toMatchObject({
        broker: { name: 'orders-broker' },
        queues: [{ name: NAME, length: 0 }],
      });
    } finally {
      await backend.stop();
    }
  });

  it('deploys the next version with the rights of a deployer', async () => {
    await cluster().kubectl(['apply', '-f', await externalSecretDefinition()]);
    await cluster().kubectl(['apply', '-f', '-'], {
      input: asList(DEPLOYERS_RIGHTS),
    });
    await writeFile(
      join(repository, 'key.json'),
      JSON.stringify({ apikey: 'secret' }),
    );
    const deploy = new Walk(
      relative(ROOT, join(repository, 'docs/deploy.md')),
      shell,
    );

    await deployWithValuesFile(deploy);
    const [commands] = deploy.under('Each version');
    const output = await shell.run(repository, commands);

    expect(output).toContain(
      `externalsecret.external-secrets.io/${NAME}-broker serverside-applied`,
    );
    expect(output).not.toContain('Warning');
    const said = await preflight(repository);
    print(said.output);
    expect(said.code).toBe(0);
    expect(linesOf(said.output, 'not asked')).toEqual([
      "KEDA's version: no label that you may read says it",
      "KEDA's operator: you may not",
      'may read what it shows: you may not speak for its service account',
    ]);
  });

  it('scales from nothing to many and back, and does every task', async () => {
    await shell.run(
      home,
      `ibmcloud login -r "$REGION"; ibmcloud target -g "$GROUP"
       ibmcloud ks cluster config --cluster "$CLUSTER"`,
    );
    await until('no worker', 180, async () => (await workersWanted()) === 0);
    const before = await tasks();

    const numbers = (output: string) =>
      [...output.matchAll(/^orders +\d+\/(\d+)/gm)].map(([, wanted]) =>
        Number(wanted),
      );
    const output = await shell.watch(
      repository,
      walk.take('See it scale'),
      async running =>
        until('0 workers, many, and 0', 400, () => {
          const wanted = numbers(running.output());
          return (
            running.hasEnded() || (wanted.length > 2 && wanted.at(-1) === 0)
          );
        }),
    );

    print(`workers wanted: ${numbers(output).join(' ')}`);
    const wanted = numbers(output);
    expect(wanted[0]).toBe(0);
    expect(Math.max(...wanted)).toBeGreaterThan(10);
    expect(await tasks()).toMatchObject({
      tasks: before.tasks + BURST,
      done: before.done + BURST,
      doneTwice: 0,
    });
  });

  it('lets it all go again, and no command is left', async () => {
    await walk.next('To let it go again', repository);

    expect(walk.left).toBe(0);
    const { output } = await preflight(repository);
    expect(linesOf(output, 'MISSING')).toEqual(
      expect.arrayContaining(['KEDA: ScaledObjects', 'exists']),
    );
    const users = (await broker.admin.call('ACL', 'USERS')) as string[];
    expect(users).toEqual(['default']);
  });

  /** Installs KEDA once more, as the created repository's document says. */
  async function deployWithValuesFile(deploy: Walk) {
    const { values } = helm;
    await shell.run(
      repository,
      `sed -i 's#REPLACE-WITH-REGISTRY/NAMESPACE#${REGISTRY}#' deploy/cluster/keda-values.yaml`,
    );
    const install = deploy
      .under('Once a cluster')
      .find(code => code.includes('helm upgrade'))!;
    await shell.run(repository, install);
    expect(helm.values).toMatchObject(values);
  }
});

/** What preflight says of that sort, without what to do. */
function linesOf(output: string, sort: string): string[] {
  return output
    .split('\n')
    .filter(line => line.trim().startsWith(sort))
    .map(line => line.trim().slice(sort.length).trim());
}

/** Has our package where a portal that installed it has it. */
async function installPackage(portal: string): Promise<void> {
  const folder = join(portal, 'node_modules', PACKAGE);
  await mkdir(dirname(folder), { recursive: true });
  await symlink(join(ROOT, 'plugins/celery-backend'), folder);
}

/** Goes through the wizard as the page says, in the portal that it configures. */
async function publish(): Promise<string> {
  const [yaml] = readDocument(PAGE).blocks.filter(
    ({ language }) => language === 'yaml',
  );
  const { celery, kubernetes } = parse(yaml.code);
  const [{ name, owner: _, ...settings }] = celery.brokers;
  const repository = await createService(
    {
      name: NAME,
      owner: 'group:default/platform',
      broker: name,
      cluster: CLUSTER,
      region: 'us-south',
      registryNamespace: REGISTRY.split('/')[1],
    },
    {
      celery: {
        brokers: [{ name, ...settings, tls: { ca: 'text' } }],
        local: { root: tmpdir() },
      },
      kubernetes,
    },
  );
  // A published repository keeps who may be run.
  await chmod(join(repository, PREFLIGHT), 0o755);
  const shell = new Shell({ home: dirname(repository), path: [] });
  await shell.run(
    repository,
    `git init --quiet && git add . &&
     git -c user.name=wizard -c user.email=wizard@example.com commit --quiet --message 'Created'`,
  );
  return repository;
}

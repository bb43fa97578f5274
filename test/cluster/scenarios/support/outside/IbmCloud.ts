import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GuardedBroker } from '../guardedBroker';
import { Call, Command, dispatch, Program, refuse } from './commandLine';

const RESOURCE_GROUP = 'default';
/** Those regions that the page may name, and what their registry is called. */
const REGISTRIES: Record<string, string> = { 'us-south': 'us.icr.io' };
/** How often an instance is not ready yet. */
const ASKED_BEFORE_READY = 2;

const text = { type: 'string' } as const;

interface Instance {
  asked: number;
  keys: string[];
}

/**
 * The `ibmcloud` of somebody with a cluster and nothing else: as much of it as
 * our documents use, as IBM's reference of its command line describes it. Its
 * Databases for Redis are one broker, in which each service key is a user.
 */
export class IbmCloud implements Program {
  #region?: string;
  #group?: string;
  #registryRegion?: string;
  #deployer = false;
  readonly #plugins = new Set<string>();
  readonly #instances = new Map<string, Instance>();
  /** Namespaces of the registry, by its host. */
  readonly registryNamespaces = new Set<string>();
  /** The registries that Docker is logged in to. */
  readonly registryLogins = new Set<string>();

  constructor(
    private readonly options: {
      cluster: string;
      /** A kubeconfig of the cluster's administrator. */
      kubeconfig: string;
      /** A kubeconfig of whom an API key belongs to. */
      deployerKubeconfig: string;
      broker: GuardedBroker;
    },
  ) {}

  run(call: Call): Promise<string> {
    return dispatch(this.#commands, call);
  }

  readonly #commands: Record<string, Command> = {
    'plugin install': {
      names: ['PLUGIN'],
      run: ({ name }) => {
        refuse(
          !['container-service', 'container-registry'].includes(name.PLUGIN),
          `there is no plug-in ${name.PLUGIN}`,
        );
        this.#plugins.add(name.PLUGIN);
        return 'OK\n';
      },
    },
    login: {
      options: { region: { ...text, short: 'r' }, apikey: text },
      run: async ({ option, values }, { cwd }) => {
        const region = option('region');
        refuse(!REGISTRIES[region], `there is no region ${region}`);
        this.#region = region;
        // Whoever logs in anew targets no group until told to.
        this.#group = undefined;
        this.#deployer = typeof values.apikey === 'string';
        if (this.#deployer) {
          const file = String(values.apikey).replace(/^@/, '');
          const { apikey } = JSON.parse(
            await readFile(join(cwd, file), 'utf8'),
          );
          refuse(!apikey, `${file} has no API key`);
        }
        return 'OK\n';
      },
    },
    target: {
      options: { group: { ...text, short: 'g' } },
      run: ({ option }) => {
        this.#loggedIn();
        refuse(option('group') !== RESOURCE_GROUP, 'no such resource group');
        this.#group = RESOURCE_GROUP;
        return 'OK\n';
      },
    },
    'ks cluster config': {
      options: { cluster: text },
      run: async ({ option }, { env }) => {
        this.#loggedIn('container-service');
        refuse(
          option('cluster') !== this.options.cluster,
          `cluster ${option('cluster')} could not be found`,
        );
        const file = env.KUBECONFIG || join(env.HOME, '.kube/config');
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, await this.#kubeconfig(), { mode: 0o600 });
        return `OK\nThe configuration for ${this.options.cluster} was downloaded.\n`;
      },
    },
    'cr region-set': {
      names: ['REGION'],
      run: ({ name }) => {
        this.#loggedIn('container-registry');
        refuse(!REGISTRIES[name.REGION], `there is no registry ${name.REGION}`);
        this.#registryRegion = name.REGION;
        return 'OK\n';
      },
    },
    'cr namespace-add': {
      names: ['NAMESPACE'],
      run: ({ name }) => {
        const wrong = !/^[a-z0-9][a-z0-9_-]{2,28}[a-z0-9]$/.test(
          name.NAMESPACE,
        );
        refuse(wrong, `${name.NAMESPACE} can be no namespace`);
        this.registryNamespaces.add(`${this.#registry()}/${name.NAMESPACE}`);
        return 'OK\n';
      },
    },
    'cr login': {
      run: () => {
        this.registryLogins.add(this.#registry());
        return 'OK\n';
      },
    },
    'resource service-instance-create': {
      names: ['NAME', 'SERVICE', 'PLAN', 'LOCATION'],
      options: {
        'service-endpoints': text,
        parameters: { ...text, short: 'p' },
      },
      run: ({ name, option }) => {
        refuse(
          !this.#group,
          'no resource group is targeted: ibmcloud target -g',
        );
        refuse(
          name.SERVICE !== 'databases-for-redis' || name.PLAN !== 'standard',
          `there is no ${name.PLAN} of ${name.SERVICE}`,
        );
        refuse(!REGISTRIES[name.LOCATION], `no location ${name.LOCATION}`);
        refuse(
          option('service-endpoints') !== 'private',
          'this cluster reaches private endpoints only',
        );
        const { members_host_flavor: flavor } = JSON.parse(
          option('parameters'),
        );
        refuse(flavor !== 'multitenant', 'members_host_flavor is missing');
        this.#instances.set(name.NAME, { asked: 0, keys: [] });
        return `OK\nService instance ${name.NAME} was created.\n`;
      },
    },
    'resource service-instance-delete': {
      names: ['NAME'],
      options: {
        force: { type: 'boolean', short: 'f' },
        recursive: { type: 'boolean' },
      },
      run: async ({ name, values }, { confirm }) => {
        const { keys } = this.#instance(name.NAME);
        const sure =
          values.force ||
          (await confirm(`Really delete the instance ${name.NAME}? [y/N] >`));
        refuse(!sure, 'nothing is deleted');
        refuse(
          keys.length > 0 && !values.recursive,
          'the instance has service keys: delete them first',
        );
        for (const user of keys) {
          await this.options.broker.admin.call('ACL', 'DELUSER', user);
        }
        this.#instances.delete(name.NAME);
        return 'OK\n';
      },
    },
    'resource service-instance': {
      names: ['NAME'],
      run: ({ name }) => {
        const instance = this.#instance(name.NAME);
        instance.asked += 1;
        const state = this.#isReady(instance) ? 'succeeded' : 'in progress';
        return `Name: ${name.NAME}\nLast Operation:\n  Status create ${state}\n`;
      },
    },
    'resource service-key-create': {
      names: ['NAME'],
      options: {
        'instance-name': text,
        'service-endpoint': text,
        output: text,
      },
      run: async ({ name, option }) => {
        refuse(option('output') !== 'json', 'the output is json');
        refuse(option('service-endpoint') !== 'private', 'no such endpoint');
        const instance = this.#instance(option('instance-name'));
        refuse(!this.#isReady(instance), 'the instance is not ready yet');
        return json(await this.#createKey(name.NAME, instance));
      },
    },
  };

  #loggedIn(plugin?: string): void {
    refuse(!this.#region, 'not logged in: ibmcloud login');
    refuse(
      plugin !== undefined && !this.#plugins.has(plugin),
      `not a registered command: ibmcloud plugin install ${plugin}`,
    );
  }

  #registry(): string {
    this.#loggedIn('container-registry');
    // Else it is the global one, icr.io.
    return REGISTRIES[this.#registryRegion ?? ''] ?? 'icr.io';
  }

  #instance(name: string): Instance {
    this.#loggedIn();
    const instance = this.#instances.get(name);
    if (!instance) {
      throw new Error(`no service instance ${name} found`);
    }
    return instance;
  }

  #isReady({ asked }: Instance): boolean {
    return asked > ASKED_BEFORE_READY;
  }

  /** A user that may do everything, as those of service keys may. */
  async #createKey(name: string, instance: Instance): Promise<object> {
    const { broker } = this.options;
    const username = `ibm_cloud_${randomUUID().replaceAll('-', '_')}`;
    const password = randomBytes(24).toString('base64url');
    await broker.setUser(username, 'on', `>${password}`, '~*', '&*', '+@all');
    instance.keys.push(username);
    const { ca, host, port } = broker.access(username, password);
    return {
      name,
      credentials: {
        connection: {
          rediss: {
            authentication: { method: 'direct', username, password },
            certificate: {
              certificate_authority: 'self_signed',
              certificate_base64: Buffer.from(ca!).toString('base64'),
            },
            database: 0,
            hosts: [{ hostname: host, port }],
            scheme: 'rediss',
            type: 'uri',
          },
        },
      },
    };
  }

  #kubeconfig(): Promise<string> {
    const { deployerKubeconfig, kubeconfig } = this.options;
    return readFile(this.#deployer ? deployerKubeconfig : kubeconfig, 'utf8');
  }
}

function json(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

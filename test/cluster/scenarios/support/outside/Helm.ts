import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { Cluster } from '../../../cluster';
import { asList } from '../../../deploy';
import { Call, Command, dispatch, Given, Program, refuse } from './commandLine';

const CHARTS = 'https://kedacore.github.io/charts';
const KINDS = [
  'scaledobjects',
  'scaledjobs',
  'triggerauthentications',
  'clustertriggerauthentications',
];
/** Each program, and the image that has it. */
const IMAGES: Record<string, string> = {
  'keda-operator': 'keda',
  'keda-adapter': 'keda-metrics-apiserver',
  'keda-webhooks': 'keda-admission-webhooks',
};

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

/** The values of the chart that our documents set; it has many more. */
interface Values {
  'global.image.registry': string;
  'imagePullSecrets[0].name': string;
  'operator.replicaCount': string;
  'podDisruptionBudget.operator.minAvailable': string;
  'rbac.aggregateToDefaultRoles': string;
  'image.pullPolicy': string;
  'env[0].name': string;
  'env[0].value': string;
}

const VALUES: Record<keyof Values, RegExp> = {
  'global.image.registry': /^[a-z0-9.-]+\/[a-z0-9_-]+$/,
  'imagePullSecrets[0].name': /^[a-z-]+$/,
  'operator.replicaCount': /^[1-9]$/,
  'podDisruptionBudget.operator.minAvailable': /^[1-9]$/,
  'rbac.aggregateToDefaultRoles': /^(true|false)$/,
  'image.pullPolicy': /^(IfNotPresent|Always)$/,
  'env[0].name': /^[A-Z_]+$/,
  'env[0].value': /^[a-z]+$/,
};

/**
 * A `helm` that knows KEDA's chart: it installs what KEDA's own release has,
 * with its programs in Deployments whose images the node must be able to
 * pull. Each has one pod, because the programs' ports are the machine's.
 */
export class Helm implements Program {
  /** The values of the last installation. */
  values: Partial<Values> = {};

  constructor(
    private readonly options: {
      cluster: Pick<Cluster, 'keda' | 'kubectl'>;
      /** The chart's version, which is KEDA's. */
      version: string;
    },
  ) {}

  run(call: Call): Promise<string> {
    return dispatch(this.#commands, call);
  }

  readonly #commands: Record<string, Command> = {
    'upgrade --install': {
      names: ['RELEASE', 'CHART'],
      options: {
        repo: text,
        version: text,
        namespace: text,
        set: texts,
        values: texts,
      },
      run: async (given, call) => {
        const { name, option } = given;
        refuse(
          option('repo') !== CHARTS,
          `there are no charts at ${option('repo')}`,
        );
        refuse(name.CHART !== 'keda', `there is no chart ${name.CHART}`);
        refuse(
          option('version') !== this.options.version,
          `there is no version ${option('version')}`,
        );
        this.values = await readValues(given, call);
        await this.#install(option('namespace'));
        return `Release "${name.RELEASE}" has been upgraded.\n`;
      },
    },
    uninstall: {
      names: ['RELEASE'],
      options: { namespace: text },
      run: async ({ name, option }) => {
        await this.#uninstall(option('namespace'));
        return `release "${name.RELEASE}" uninstalled\n`;
      },
    },
  };

  async #install(namespace: string): Promise<void> {
    const { kubectl } = this.options.cluster;
    // Helm itself makes no namespace unless told to.
    await kubectl(['get', 'namespace', namespace]);
    await kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList(await this.#manifests()),
    });
    await kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList(this.#deployments(namespace)),
    });
  }

  async #uninstall(namespace: string): Promise<void> {
    const { kubectl } = this.options.cluster;
    await kubectl(['delete', '-f', '-'], {
      input: asList(this.#deployments(namespace)),
    });
    await kubectl(['delete', '--ignore-not-found', '-f', '-'], {
      input: asList(await this.#manifests()),
    });
  }

  async #manifests(): Promise<object[]> {
    const { items } = await this.options.cluster.keda.manifests();
    return [
      ...items
        .filter(({ kind }) => kind !== 'Namespace')
        .map(item => ({
          ...item,
          metadata: {
            ...item.metadata,
            labels: { ...item.metadata.labels, ...this.#labels },
          },
        })),
      ...(this.values['rbac.aggregateToDefaultRoles'] === 'true'
        ? aggregatedRoles()
        : []),
    ];
  }

  get #labels() {
    return { 'app.kubernetes.io/version': this.options.version };
  }

  #deployments(namespace: string): object[] {
    const { cluster, version } = this.options;
    const registry = this.values['global.image.registry'] ?? 'ghcr.io';
    const secret = this.values['imagePullSecrets[0].name'];
    return cluster.keda.programs.map(({ name, command, env }) => {
      const labels = { app: name };
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace, labels: this.#labels },
        spec: {
          replicas: 1,
          // The next one needs the ports of the last.
          strategy: { type: 'Recreate' },
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              automountServiceAccountToken: false,
              imagePullSecrets: secret ? [{ name: secret }] : [],
              containers: [
                {
                  name,
                  image: `${registry}/kedacore/${IMAGES[name]}:${version}`,
                  command,
                  env: Object.entries(env).map(([key, value]) => ({
                    name: key,
                    value,
                  })),
                },
              ],
            },
          },
        },
      };
    });
  }
}

/** What `--set` and `--values` say, in the words of `--set`. */
async function readValues(
  { values }: Given,
  { cwd }: Call,
): Promise<Partial<Values>> {
  const read: Record<string, string> = {};
  for (const file of (values.values ?? []) as string[]) {
    Object.assign(
      read,
      flatten(parse(await readFile(resolve(cwd, file), 'utf8'))),
    );
  }
  for (const setting of (values.set ?? []) as string[]) {
    const [, key, value] = setting.match(/^([^=]+)=(.*)$/)!;
    read[key] = value;
  }
  for (const [key, value] of Object.entries(read)) {
    const pattern = VALUES[key as keyof Values];
    refuse(!pattern, `the chart has no value ${key}`);
    refuse(!pattern.test(value), `${key} cannot be ${value}`);
  }
  return read;
}

function flatten(value: unknown, path = ''): Record<string, string> {
  if (value === null || typeof value !== 'object') {
    return { [path]: String(value) };
  }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, each]) => {
      const step = Array.isArray(value) ? `[${key}]` : `${path && '.'}${key}`;
      return flatten(each, `${path}${step}`);
    }),
  );
}

/** With them, who may edit or view a namespace may do so with KEDA's kinds. */
function aggregatedRoles(): object[] {
  const role = (name: string, to: string[], verbs: string[]) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: `keda:${name}`,
      labels: Object.fromEntries(
        to.map(each => [
          `rbac.authorization.k8s.io/aggregate-to-${each}`,
          'true',
        ]),
      ),
    },
    rules: [{ apiGroups: ['keda.sh'], resources: KINDS, verbs }],
  });
  return [
    role('edit', ['admin', 'edit'], ['create', 'delete', 'patch', 'update']),
    role('view', ['admin', 'edit', 'view'], ['get', 'list', 'watch']),
  ];
}

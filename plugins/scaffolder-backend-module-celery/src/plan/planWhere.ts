import {
  checkServiceName,
  NameMessageKey,
} from '@celery-keda/backstage-plugin-celery-common';
import { PlanEnvironment } from './environment';
import { ServiceParameters } from './parameters';
import { oneOf, Problems } from './Problems';
import {
  DEFAULT_REGION,
  defaultRegistryNamespace,
  REGISTRY_HOSTS,
  REGISTRY_NAMESPACE,
} from './registry';

/** Where a service lives: its broker, cluster, image and repository. */
export interface PlannedPlace {
  broker: string;
  /** The broker's Redis database. */
  databaseIndex: number;
  namespace: string;
  region: string;
  /** Absent when neither given nor configured. */
  cluster?: string;
  /** The image's name in the registry, without a tag. */
  image: string;
  publish: 'local' | 'github';
  /** With `publish: github` only. */
  repoUrl?: string;
}

const CLUSTER_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_./]{0,251}[A-Za-z0-9])?$/;
const NAMESPACE_PROBLEMS: ReadonlySet<NameMessageKey> = new Set([
  'name.characters',
  'name.start',
  'name.end',
  'name.too-long',
  'name.namespace',
]);

/** Resolves where a service lives; what is wrong goes to `problems`. */
export function planWhere(
  parameters: ServiceParameters,
  environment: PlanEnvironment,
  problems: Problems,
): PlannedPlace {
  const region = planRegion(parameters, problems);
  return {
    ...planBroker(parameters, environment, problems),
    namespace: planNamespace(parameters, problems),
    region,
    cluster: planCluster(parameters, environment, problems),
    image: planImage(parameters, region, problems),
    ...planPublishing(parameters, problems),
  };
}

function planBroker(
  { broker }: ServiceParameters,
  { brokers }: PlanEnvironment,
  problems: Problems,
): Pick<PlannedPlace, 'broker' | 'databaseIndex'> {
  const wanted = broker ?? brokers[0]?.name;
  const known = brokers.find(({ name }) => name === wanted);
  if (brokers.length === 0) {
    problems.add(
      'broker',
      'No broker is configured: an administrator adds one under celery.brokers in app-config.',
    );
  } else if (!known) {
    const choices = oneOf(brokers.map(({ name }) => name));
    problems.add(
      'broker',
      `There is no broker ${JSON.stringify(wanted)}: choose ${choices}.`,
    );
  }
  return { broker: wanted ?? '', databaseIndex: known?.db ?? 0 };
}

function planNamespace(
  { name, namespace }: ServiceParameters,
  problems: Problems,
): string {
  if (namespace === undefined) {
    return name;
  }
  checkServiceName(namespace)
    .filter(({ key }) => NAMESPACE_PROBLEMS.has(key))
    .forEach(({ message }) => problems.add('namespace', message));
  return namespace;
}

function planRegion(
  { region = DEFAULT_REGION }: ServiceParameters,
  problems: Problems,
): string {
  if (!Object.hasOwn(REGISTRY_HOSTS, region)) {
    const choices = oneOf(Object.keys(REGISTRY_HOSTS));
    problems.add(
      'region',
      `There is no registry in ${JSON.stringify(region)}: choose ${choices}.`,
    );
  }
  return region;
}

function planCluster(
  { cluster }: ServiceParameters,
  { clusters }: PlanEnvironment,
  problems: Problems,
): string | undefined {
  if (cluster !== undefined && !CLUSTER_NAME.test(cluster)) {
    problems.add(
      'cluster',
      'Give the name that the portal has for the cluster: letters, digits, "-", "_", "." and "/", not an address.',
    );
  }
  return cluster ?? clusters[0];
}

function planImage(
  {
    name,
    registryNamespace = defaultRegistryNamespace(name),
  }: ServiceParameters,
  region: string,
  problems: Problems,
): string {
  if (name && !REGISTRY_NAMESPACE.test(registryNamespace)) {
    problems.add(
      'registryNamespace',
      'The registry allows 4 to 30 characters: lower-case letters, digits, "-" and "_", with a letter or a digit at both ends.',
    );
  }
  return `${REGISTRY_HOSTS[region]}/${registryNamespace}/${name}`;
}

function planPublishing(
  { publish = 'local', repoUrl }: ServiceParameters,
  problems: Problems,
): Pick<PlannedPlace, 'publish' | 'repoUrl'> {
  if (publish === 'local') {
    return { publish };
  }
  if (publish !== 'github') {
    problems.add(
      'publish',
      `There is no way to publish called ${JSON.stringify(
        publish,
      )}: choose local or github.`,
    );
  } else if (!repoUrl) {
    problems.add('repoUrl', 'Say which repository on GitHub to create.');
  }
  return { publish: 'github', repoUrl };
}

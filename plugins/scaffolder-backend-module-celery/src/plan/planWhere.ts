import {
  checkClusterName,
  checkNamespace,
  checkRegistryNamespace,
} from '@celery-keda/backstage-plugin-celery-common';
import { PlanEnvironment } from './environment';
import { ServiceParameters } from './parameters';
import { oneOf, Problems } from './Problems';
import {
  DEFAULT_REGION,
  defaultRegistryNamespace,
  REGISTRY_HOSTS,
} from './registry';

/** Where a service lives: its broker, cluster, image and repository. */
export interface PlannedPlace {
  broker: string;
  /** The broker's Redis database. */
  databaseIndex: number;
  /** Whether the broker is reached with TLS. */
  tls: boolean;
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

const HOST = /^[a-z0-9.-]+$/;
const PORT = /^\d+$/;
const GITHUB_NAME = /^[A-Za-z0-9_.-]+$/;

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
): Pick<PlannedPlace, 'broker' | 'databaseIndex' | 'tls'> {
  const wanted = broker ?? brokers[0]?.name;
  const known = brokers.find(({ name }) => name === wanted);
  if (brokers.length === 0) {
    problems.add(
      'broker',
      wanted,
      'No broker is configured: an administrator adds one under celery.brokers in app-config.',
    );
  } else if (!known) {
    const choices = oneOf(brokers.map(({ name }) => name));
    problems.add(
      'broker',
      wanted,
      `There is no such broker: choose ${choices}.`,
    );
  }
  const { db = 0, tls = true } = known ?? {};
  return { broker: wanted ?? '', databaseIndex: db, tls };
}

function planNamespace(
  { name, namespace }: ServiceParameters,
  problems: Problems,
): string {
  if (namespace === undefined) {
    return name;
  }
  problems.addAll('namespace', namespace, checkNamespace(namespace));
  return namespace;
}

function planRegion(
  { region = DEFAULT_REGION }: ServiceParameters,
  problems: Problems,
): string {
  if (!Object.hasOwn(REGISTRY_HOSTS, region)) {
    const choices = oneOf(Object.keys(REGISTRY_HOSTS));
    problems.add('region', region, `There is no registry: choose ${choices}.`);
  }
  return region;
}

function planCluster(
  { cluster }: ServiceParameters,
  { clusters, findsClusters }: PlanEnvironment,
  problems: Problems,
): string | undefined {
  const wrong = cluster === undefined ? [] : checkClusterName(cluster);
  if (wrong.length > 0) {
    problems.addAll('cluster', cluster, wrong);
  } else if (
    cluster !== undefined &&
    clusters.length > 0 &&
    !findsClusters &&
    !clusters.includes(cluster)
  ) {
    problems.add(
      'cluster',
      cluster,
      `The portal knows no such cluster: choose ${oneOf(clusters)}.`,
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
  if (name) {
    problems.addAll(
      'registryNamespace',
      registryNamespace,
      checkRegistryNamespace(registryNamespace),
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
    problems.add('publish', publish, 'Choose local or github.');
  } else if (!repoUrl || !isRepository(repoUrl)) {
    problems.add(
      'repoUrl',
      repoUrl,
      'Say which repository on GitHub to create: github.com?owner=OWNER&repo=NAME.',
    );
  }
  return { publish: 'github', repoUrl };
}

/** What the wizard's own picker writes, and nothing besides. */
function isRepository(repoUrl: string): boolean {
  const [place, query = '', ...rest] = repoUrl.split('?');
  const [host, ...ports] = place.split(':');
  const names = new URLSearchParams(query);
  return (
    rest.length === 0 &&
    HOST.test(host) &&
    ports.length <= 1 &&
    ports.every(port => PORT.test(port)) &&
    ['owner', 'repo'].every(key => GITHUB_NAME.test(names.get(key) ?? ''))
  );
}

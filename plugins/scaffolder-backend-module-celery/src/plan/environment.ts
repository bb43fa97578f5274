import { Config } from '@backstage/config';

/** A broker that services may name, as far as a template may know it. */
export interface KnownBroker {
  name: string;
  /** The number of the Redis database. */
  db: number;
  /** Whether it is reached with TLS. */
  tls: boolean;
}

/** What the portal's administrator configured. */
export interface PlanEnvironment {
  brokers: readonly KnownBroker[];
  /** Names of the configured Kubernetes clusters. */
  clusters: readonly string[];
  /** The portal finds clusters elsewhere, too, and may know any name. */
  findsClusters: boolean;
}

/** Reads which brokers and clusters there are. Never reads a secret out. */
export function readEnvironment(config: Config): PlanEnvironment {
  return { brokers: readBrokers(config), ...readClusters(config) };
}

function readBrokers(config: Config): KnownBroker[] {
  return (config.getOptionalConfigArray('celery.brokers') ?? []).map(
    broker => ({
      name: broker.getString('name'),
      db:
        broker.getOptionalNumber('db') ??
        databaseOf(broker.getOptionalString('url')),
      tls: speaksTls(broker),
    }),
  );
}

function databaseOf(url: string | undefined): number {
  const path = url && URL.canParse(url) ? new URL(url).pathname.slice(1) : '';
  return /^\d+$/.test(path) ? Number(path) : 0;
}

function speaksTls(broker: Config): boolean {
  const url = broker.getOptionalString('url');
  const tls = broker.getOptional('tls') ?? false;
  return tls !== false || url?.startsWith('rediss:') === true;
}

function readClusters(
  config: Config,
): Pick<PlanEnvironment, 'clusters' | 'findsClusters'> {
  const methods =
    config.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  const lists = methods.filter(
    method => method.getOptionalString('type') === 'config',
  );
  return {
    clusters: lists
      .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
      .map(cluster => cluster.getString('name')),
    findsClusters: lists.length < methods.length,
  };
}

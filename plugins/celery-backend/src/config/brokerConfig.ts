import { Config } from '@backstage/config';
import { readBrokerUrl } from './brokerUrl';
import { configProblem, onlyKeys, optionalNumber } from './values';

/**
 * How to speak TLS with a broker, in the words of Node's `tls.connect`.
 *
 * @internal
 */
export interface TlsConfig {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
  rejectUnauthorized?: boolean;
}

/**
 * Where a server listens.
 *
 * @internal
 */
export interface Address {
  host: string;
  port: number;
}

/**
 * How a broker that Redis Sentinels watch is found.
 *
 * @internal
 */
export interface SentinelConfig {
  addresses: readonly Address[];
  /** The master group's name. */
  master: string;
  username?: string;
  password?: string;
}

/**
 * One entry of `celery.brokers`, validated. It holds addresses and secrets:
 * nothing of it but the name may reach a log or a response.
 *
 * @internal
 */
export interface BrokerConfig {
  name: string;
  /** The server itself, or who knows which one it is. */
  server: Address | SentinelConfig;
  username?: string;
  password?: string;
  db: number;
  /** Absent for plain TCP. */
  tls?: TlsConfig;
  /** How long a reading may take, connecting included, in seconds. */
  timeoutSeconds: number;
}

const BROKER_NAME = /^(?![-._])[-a-z0-9._]{1,63}(?<![-._])$/i;
const PORT = { min: 1, max: 65535, integer: true };
const DATABASE = { min: 0, max: 999_999, integer: true };
const PARTS = ['host', 'port', 'username', 'password', 'db'];
const SENTINEL_PARTS = [
  'sentinelMaster',
  'sentinelUsername',
  'sentinelPassword',
];
/** What the catalog module reads of the same entries. */
const CATALOG_KEYS = ['title', 'description', 'owner'];
const KEYS = [
  'name',
  ...CATALOG_KEYS,
  'url',
  ...PARTS,
  'tls',
  'sentinels',
  ...SENTINEL_PARTS,
  'timeoutSeconds',
];

/**
 * Reads one entry of `celery.brokers`.
 *
 * @param path - where the entry stands, for messages
 * @throws Error that names the key at fault, never its value.
 *
 * @internal
 */
export function readBrokerConfig(config: Config, path: string): BrokerConfig {
  onlyKeys(config, path, KEYS);
  const name = config.getString('name');
  if (!BROKER_NAME.test(name)) {
    throw configProblem(
      `${path}.name`,
      'must be letters, digits, "-", "_" and ".", at most 63 characters',
    );
  }
  const tls = readTls(config, path);
  const timeoutSeconds =
    optionalNumber(config, path, 'timeoutSeconds', { min: 0.1, max: 60 }) ?? 3;

  const ways = ['url', 'host', 'sentinels'].filter(key => config.has(key));
  if (ways.length !== 1) {
    throw configProblem(
      path,
      ways.length === 0
        ? 'needs url, host or sentinels: if one is written there, the environment variable that it names may not be set'
        : `has both ${ways[0]} and ${ways[1]}: keep one`,
    );
  }
  if (config.has('url')) {
    const part = PARTS.find(key => config.has(key));
    if (part) {
      throw configProblem(
        `${path}.${part}`,
        'stands beside url, which already says it: keep one',
      );
    }
    const { secure, ...location } = readBrokerUrl(
      config.getString('url'),
      `${path}.url`,
    );
    return {
      name,
      ...location,
      tls: tls ?? (secure ? {} : undefined),
      timeoutSeconds,
    };
  }
  const stray = SENTINEL_PARTS.find(key => config.has(key));
  if (stray && !config.has('sentinels')) {
    throw configProblem(`${path}.${stray}`, 'is read only beside sentinels');
  }
  return {
    name,
    server: config.has('sentinels')
      ? readSentinels(config, path)
      : readAddress(config, path, 6379),
    username: config.getOptionalString('username'),
    password: config.getOptionalString('password'),
    db: optionalNumber(config, path, 'db', DATABASE) ?? 0,
    tls,
    timeoutSeconds,
  };
}

function readAddress(
  config: Config,
  path: string,
  defaultPort: number,
): Address {
  return {
    host: config.getString('host'),
    port: optionalNumber(config, path, 'port', PORT) ?? defaultPort,
  };
}

function readSentinels(config: Config, path: string): SentinelConfig {
  if (config.has('port')) {
    throw configProblem(
      `${path}.port`,
      'belongs to host: write the ports of Sentinels into sentinels',
    );
  }
  const sentinels = config.getConfigArray('sentinels');
  if (sentinels.length === 0) {
    throw configProblem(`${path}.sentinels`, 'must list at least one Sentinel');
  }
  return {
    addresses: sentinels.map((sentinel, index) => {
      const at = `${path}.sentinels[${index}]`;
      onlyKeys(sentinel, at, ['host', 'port']);
      return readAddress(sentinel, at, 26379);
    }),
    master: config.getString('sentinelMaster'),
    username: config.getOptionalString('sentinelUsername'),
    password: config.getOptionalString('sentinelPassword'),
  };
}

function readTls(config: Config, path: string): TlsConfig | undefined {
  const value = config.getOptional('tls');
  if (value === undefined || value === false) {
    return undefined;
  }
  if (value === true) {
    return {};
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw configProblem(
      `${path}.tls`,
      'must be true, false, or an object with ca, cert, key, servername or rejectUnauthorized',
    );
  }
  const tls = config.getConfig('tls');
  onlyKeys(tls, `${path}.tls`, [
    'ca',
    'cert',
    'key',
    'servername',
    'rejectUnauthorized',
  ]);
  return {
    ca: tls.getOptionalString('ca'),
    cert: tls.getOptionalString('cert'),
    key: tls.getOptionalString('key'),
    servername: tls.getOptionalString('servername'),
    rejectUnauthorized: tls.getOptionalBoolean('rejectUnauthorized'),
  };
}

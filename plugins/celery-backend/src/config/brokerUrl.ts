import { Address } from './brokerConfig';
import { configProblem } from './values';

/**
 * What a broker's URL says.
 *
 * @internal
 */
export interface BrokerLocation {
  server: Address;
  username?: string;
  password?: string;
  db: number;
  /** True for `rediss://`. */
  secure: boolean;
}

/**
 * Reads `redis[s]://username:password@host:port/db`.
 *
 * @param key - where the URL stands in app-config, for messages: the URL itself
 * is a secret.
 *
 * @internal
 */
export function readBrokerUrl(text: string, key: string): BrokerLocation {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw configProblem(
      key,
      'is not a URL: write redis://username:password@host:port/db, with reserved characters of the password percent-encoded, or use host, port, username, password and db',
    );
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw configProblem(
      key,
      'must start with redis:// or, with TLS, rediss:// (for Valkey as well)',
    );
  }
  if (url.hostname === '') {
    throw configProblem(key, 'has no host');
  }
  if (url.search !== '' || url.hash !== '') {
    throw configProblem(
      key,
      'has something behind "?" or "#": write TLS settings under tls, and percent-encode reserved characters of the password',
    );
  }
  const path = url.pathname.replace(/^\//, '');
  if (!/^\d{0,6}$/.test(path)) {
    throw configProblem(
      key,
      'must end with the number of a database, or with nothing behind the port',
    );
  }
  return {
    server: {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? 6379 : Number(url.port),
    },
    username: decoded(url.username, key),
    password: decoded(url.password, key),
    db: Number(path),
    secure: url.protocol === 'rediss:',
  };
}

function decoded(part: string, key: string): string | undefined {
  if (part === '') {
    return undefined;
  }
  try {
    return decodeURIComponent(part);
  } catch {
    throw configProblem(
      key,
      'has a "%" in the user name or password that is not a percent-encoding: write it as %25',
    );
  }
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokerConfig } from '../../src/config/brokerConfig';

const HEADING =
  '# Written by the local portal, at each of its starts. Without this line the file is yours.';

/**
 * Gives a service's folder the file `.env` with the address of its broker, so
 * that its programs work by hand as its workers do. A file that somebody else
 * wrote stays as it is.
 */
export async function writeDotEnv(
  folder: string,
  { server, username, password, db, tls }: BrokerConfig,
): Promise<void> {
  if (!('host' in server)) {
    return;
  }
  const file = join(folder, '.env');
  const variables = {
    REDIS_HOST: server.host,
    REDIS_PORT: String(server.port),
    REDIS_USERNAME: username ?? '',
    REDIS_PASSWORD: password ?? '',
    REDIS_DB: String(db),
    REDIS_TLS: tls ? 'enable' : 'disable',
  };
  const text = [
    HEADING,
    ...Object.entries(variables).map(
      ([name, value]) => `${name}=${quoted(value)}`,
    ),
    '',
  ].join('\n');
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== text && (present ?? HEADING).startsWith(HEADING)) {
    await writeFile(file, text, { mode: 0o600 });
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

import { writeFile } from 'node:fs/promises';
import { BrokerConfig } from '../../src/config/brokerConfig';
import { PythonEnvironment } from '../python/environment';

/**
 * Writes a file that a shell can source in order to use the local broker by
 * hand, with the variables that a generated service reads.
 */
export async function writeActivateFile(
  file: string,
  { bin }: PythonEnvironment,
  broker: BrokerConfig,
): Promise<void> {
  if (!('host' in broker.server)) {
    return;
  }
  const { host, port } = broker.server;
  const variables = {
    REDIS_HOST: host,
    REDIS_PORT: String(port),
    REDIS_USERNAME: broker.username ?? '',
    REDIS_PASSWORD: broker.password ?? '',
    REDIS_DB: String(broker.db),
    REDIS_TLS: broker.tls ? 'enable' : 'disable',
    // Relative: the services have their package there.
    PYTHONPATH: 'src',
  };
  const lines = [
    '# Written at each start of the portal. In the folder of a service:',
    '#   . ../../activate && python -m <package>.producer enqueue 100',
    ...Object.entries(variables).map(
      ([name, value]) => `export ${name}=${quoted(value)}`,
    ),
    `export PATH=${quoted(bin)}:"$PATH"`,
    '',
  ];
  await writeFile(file, lines.join('\n'), { mode: 0o600 });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

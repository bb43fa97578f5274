import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInstalledServer } from './installedServer';

/** Where Debian and its kin put each version. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * A PostgreSQL server of the test's own, on a socket.
 */
export interface Postgres {
  connectionString: string;
  /** Comes up; the folder of the socket is there before. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The server that is installed, if any. It is not started yet.
 *
 * @throws when `CELERY_TEST_POSTGRES` says that there has to be one, and there
 * is none.
 */
export function findPostgres(): Postgres | undefined {
  const bin = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
    .map(version => join(VERSIONS, version, 'bin'))
    .find(folder => existsSync(join(folder, 'initdb')));
  if (!bin) {
    if (process.env.CELERY_TEST_POSTGRES) {
      throw new Error(
        `PostgreSQL is to be tested, but ${VERSIONS} has none: install Debian's package postgresql.`,
      );
    }
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'celery-postgres-'));
  const data = join(folder, 'data');
  let end = async () => {};
  return {
    connectionString: `postgresql://postgres@/postgres?host=${folder}`,
    start: async () => {
      const initdb = [
        join(bin, 'initdb'),
        '-U',
        'postgres',
        '-A',
        'trust',
        data,
      ];
      const [program, ...args] = asServerUser(folder, initdb);
      execFileSync(program, args);
      end = await startInstalledServer(
        asServerUser(folder, [
          ...[join(bin, 'postgres'), '-D', data, '-F', '-k', folder],
          ...['-c', 'listen_addresses='],
        ]),
      );
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function asServerUser(folder: string, command: string[]): string[] {
  if (process.getuid?.() !== 0) {
    return command;
  }
  execFileSync('chown', ['postgres', folder]);
  return ['runuser', '-u', 'postgres', '--', ...command];
}

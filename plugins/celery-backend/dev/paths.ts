import { join, resolve } from 'node:path';

/** The repository's folder. */
export const ROOT = resolve(__dirname, '../../..');

/** What the portal writes on this machine: nothing that belongs into git. */
export const LOCAL = join(ROOT, 'local');

/** The portal's Python environment. */
export const VENV = join(LOCAL, 'venv');

/** Logs of the broker and the workers. */
export const LOGS = join(LOCAL, 'logs');

/** What only matters while the portal runs. */
export const RUN = join(LOCAL, 'run');

/** The created services, one folder each. */
export const SERVICES = join(LOCAL, 'services');

/** What the workers of a generated service run with, and the portal's broker. */
export const REQUIREMENTS = [
  join(ROOT, 'templates/celery-service/skeleton/requirements.txt'),
  join(__dirname, 'python/valkey-requirements.txt'),
];

/** What the local cluster keeps from one start to the next. */
export const MEMORY = join(LOCAL, 'cluster.json');

/** Where the scaffolder works. */
export const TEMPORARY = join(LOCAL, 'tmp');

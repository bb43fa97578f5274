import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDotEnv } from './dotEnv';

const broker = {
  name: 'orders-broker',
  server: { host: '127.0.0.1', port: 6380 },
  username: 'worker',
  password: `it's a \\ secret`,
  db: 2,
  timeoutSeconds: 3,
};

describe('writeDotEnv', () => {
  let folder: string;
  const text = () => readFile(join(folder, '.env'), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dot-env-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('names the broker in parts, with quotes that hold', async () => {
    await writeDotEnv(folder, broker);
    expect((await text()).split('\n').slice(1)).toEqual([
      "REDIS_HOST='127.0.0.1'",
      "REDIS_PORT='6380'",
      "REDIS_USERNAME='worker'",
      "REDIS_PASSWORD='it\\'s a \\\\ secret'",
      "REDIS_DB='2'",
      "REDIS_TLS='disable'",
      '',
    ]);
  });

  it('follows the broker to another port', async () => {
    await writeDotEnv(folder, broker);
    await writeDotEnv(folder, {
      ...broker,
      server: { host: '127.0.0.1', port: 6381 },
    });
    expect(await text()).toContain("REDIS_PORT='6381'");
  });

  it('leaves alone what a person wrote', async () => {
    await writeFile(join(folder, '.env'), 'REDIS_HOST=elsewhere\n');
    await writeDotEnv(folder, broker);
    expect(await text()).toBe('REDIS_HOST=elsewhere\n');
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeVolumes, mountsOf, onThisMachine } from './volumes';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'volumes-'));
});

afterEach(() => rm(folder, { recursive: true }));

const metadata = { name: 'x', namespace: 'orders', uid: 'u' };
const config = {
  secret: async (_: string, name: string) =>
    name === 'broker' ? { ca: 'PEM', host: 'redis' } : undefined,
  configMap: async () => ({ 'a.conf': 'a' }),
};

it('fills volumes from Secrets and ConfigMaps', async () => {
  await makeVolumes(
    {
      metadata,
      spec: {
        containers: [],
        volumes: [
          { name: 'tmp', emptyDir: {} },
          {
            name: 'ca',
            secret: {
              secretName: 'broker',
              items: [
                { key: 'ca', path: 'tls/ca.crt' },
                { key: 'none', path: 'none' },
              ],
            },
          },
          { name: 'none', secret: { secretName: 'none', optional: true } },
          { name: 'settings', configMap: { name: 'settings' } },
        ],
      },
    },
    folder,
    config,
  );
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  expect(await read('ca/tls/ca.crt')).toBe('PEM');
  expect(await read('settings/a.conf')).toBe('a');
  await expect(read('ca/host')).rejects.toThrow('ENOENT');
  await expect(read('none/host')).rejects.toThrow('ENOENT');
});

it('says which Secret is missing', async () => {
  const volumes = [{ name: 'ca', secret: { secretName: 'none' } }];
  await expect(
    makeVolumes(
      { metadata, spec: { containers: [], volumes } },
      folder,
      config,
    ),
  ).rejects.toThrow('secret "none" not found');
});

it('turns paths below a mount into paths on this machine', () => {
  const mounts = mountsOf(
    {
      name: 'worker',
      volumeMounts: [
        { name: 'tmp', mountPath: '/scratch' },
        { name: 'ca', mountPath: '/scratch/ca/' },
      ],
    },
    '/pod',
  );
  expect(onThisMachine('/scratch/x', mounts)).toBe('/pod/tmp/x');
  expect(onThisMachine('/scratch', mounts)).toBe('/pod/tmp');
  expect(onThisMachine('/scratch/ca/ca.crt', mounts)).toBe('/pod/ca/ca.crt');
  expect(onThisMachine('/scratchfile', mounts)).toBe('/scratchfile');
  expect(onThisMachine('--file=/scratch/x', mounts)).toBe('--file=/scratch/x');
});

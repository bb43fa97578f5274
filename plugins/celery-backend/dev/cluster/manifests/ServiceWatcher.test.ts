import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../testing/until';
import { Service } from './readService';
import { ServiceWatcher } from './ServiceWatcher';

jest.setTimeout(60_000);

let root: string;
let seen: Service[];
let gone: string[];
let watcher: ServiceWatcher;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'services-'));
  seen = [];
  gone = [];
  watcher = new ServiceWatcher({
    root,
    onService: service => seen.push(service),
    onGone: name => gone.push(name),
    onError: error => {
      throw error;
    },
  });
});

afterEach(async () => {
  watcher.stop();
  await rm(root, { recursive: true });
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(join(root, file, '..'), { recursive: true });
  await writeFile(join(root, file), text);
}

const CONFIG = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { KEY: value }
`;

it('knows the services that are there, with their broker and namespace', async () => {
  await write('orders/deploy/base/configmap.yaml', CONFIG);
  await write(
    'orders/deploy/base/kustomization.yaml',
    'kind: Kustomization\nnamespace: team\n',
  );
  await write(
    'orders/catalog-info.yaml',
    'metadata: { annotations: { celeryq.dev/broker: orders-broker } }',
  );
  await write('.hidden/deploy/base/configmap.yaml', CONFIG);

  await watcher.start();

  expect(seen).toMatchObject([
    {
      name: 'orders',
      folder: join(root, 'orders'),
      broker: 'orders-broker',
      objects: [{ kind: 'ConfigMap', metadata: { namespace: 'team' } }],
      problems: [],
    },
  ]);
});

it('tells when a service comes, changes and goes', async () => {
  await watcher.start();
  expect(seen).toEqual([]);

  await write('orders/deploy/base/configmap.yaml', CONFIG);
  await until(() => seen.at(-1)?.objects.length === 1);
  await write('orders/deploy/base/more.yaml', CONFIG.replace('settings', 'x'));
  await until(() => seen.at(-1)?.objects.length === 2);
  await rm(join(root, 'orders'), { recursive: true });
  await until(() => gone.includes('orders'));

  expect(seen.map(({ name }) => name)).toEqual(['orders', 'orders']);
});

it('goes on where a folder cannot be read as a service', async () => {
  await write('empty/README.md', '');
  await write('broken/deploy/base/x.yaml', 'a: b: c');
  await write('orders/deploy/base/configmap.yaml', CONFIG);

  await watcher.start();

  const problemsOf = Object.fromEntries(
    seen.map(({ name, problems }) => [name, problems.map(({ file }) => file)]),
  );
  expect(problemsOf).toEqual({
    empty: [],
    broken: ['deploy/base/x.yaml'],
    orders: [],
  });
});

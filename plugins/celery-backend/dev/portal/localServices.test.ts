import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import { ServiceFactoryTester } from '@backstage/backend-test-utils';
import { localServicesReader } from './localServices';

let folder: string;
const services = () => join(folder, 'services');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'services-'));
  await mkdir(join(services(), 'orders'), { recursive: true });
  await writeFile(join(services(), 'orders', 'a.yaml'), 'kind: A');
  await writeFile(join(folder, 'secret.yaml'), 'kind: Secret');
});

afterEach(() => rm(folder, { recursive: true }));

async function read(path: string, etag?: string) {
  const reader = await ServiceFactoryTester.from(urlReaderServiceFactory, {
    dependencies: [localServicesReader(services())],
  }).getSubject();
  return reader.readUrl(pathToFileURL(path).href, { etag });
}

it('reads a created service’s file, once while it stays the same', async () => {
  const file = join(services(), 'orders', 'a.yaml');
  const { buffer, etag } = await read(file);
  expect((await buffer()).toString()).toBe('kind: A');
  await expect(read(file, etag)).rejects.toMatchObject({
    name: 'NotModifiedError',
  });
  await writeFile(file, 'kind: B');
  expect((await (await read(file, etag)).buffer()).toString()).toBe('kind: B');
});

it('says that there is no such file', async () => {
  await expect(
    read(join(services(), 'orders', 'nothing.yaml')),
  ).rejects.toMatchObject({ name: 'NotFoundError' });
});

it('reads nothing beside the services, not by a link either', async () => {
  await symlink(
    join(folder, 'secret.yaml'),
    join(services(), 'orders', 'link.yaml'),
  );
  for (const path of ['secret.yaml', 'services/orders/link.yaml']) {
    await expect(read(join(folder, path))).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  }
});

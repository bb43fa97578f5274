import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, checkPorts } from './prepare';

let folder: string;
let other: Server;
let taken: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepare-'));
  other = createServer();
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  taken = (other.address() as AddressInfo).port;
});

afterEach(async () => {
  await new Promise(resolve => other.close(resolve));
  await rm(folder, { recursive: true });
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return String(port);
}

it('has nothing to say when both ports are free', async () => {
  await expect(
    checkPorts(
      { PORTAL_PORT: await freePort(), PORTAL_BACKEND_PORT: await freePort() },
      folder,
    ),
  ).resolves.toBeUndefined();
});

it('names the port that another program uses, and how to change it', async () => {
  await expect(
    checkPorts(
      { PORTAL_PORT: await freePort(), PORTAL_BACKEND_PORT: String(taken) },
      folder,
    ),
  ).rejects.toThrow(
    `Port ${taken} is used by another program. End that program, or choose another port: PORTAL_BACKEND_PORT=${
      taken + 1
    } npm start`,
  );
});

it('says where the portal runs already', async () => {
  await writeFile(
    join(folder, 'portal.json'),
    JSON.stringify({ pid: process.pid, port: taken }),
  );
  await expect(
    checkPorts({ PORTAL_PORT: String(taken) }, folder),
  ).rejects.toThrow(
    `The portal already runs: http://localhost:${taken} (process ${process.pid}).`,
  );
});

it('does not take the note of a portal that is gone for one that runs', async () => {
  await writeFile(
    join(folder, 'portal.json'),
    JSON.stringify({ pid: 2 ** 30, port: taken }),
  );
  await expect(
    checkPorts({ PORTAL_PORT: String(taken) }, folder),
  ).rejects.toThrow('is used by another program');
});

it('refuses what is no port', async () => {
  await expect(checkPorts({ PORTAL_PORT: '80x' }, folder)).rejects.toThrow(
    'PORTAL_PORT must be a port: a number from 1 to 65535.',
  );
});

it('wants a Node.js that the database driver runs on', () => {
  expect(() => checkNode('20.20.2')).toThrow(
    'Node.js 22 or newer is needed here, and this is 20.20.2. Install a newer one, then run npm ci again.',
  );
  expect(() => checkNode('22.0.0')).not.toThrow();
  expect(() => checkNode('24.1.0')).not.toThrow();
});

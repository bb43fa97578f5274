import { mkdtemp, rm } from 'node:fs/promises';
import { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, listen } from './socket';

describe('the control socket', () => {
  let folder: string;
  let path: string;
  const servers: Server[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cluster-socket-'));
    path = join(folder, 'socket');
  });

  afterEach(async () => {
    servers.splice(0).forEach(server => server.close());
    await rm(folder, { recursive: true });
  });

  it('answers a word', async () => {
    servers.push(await listen(path, async word => ({ heard: word })));

    await expect(ask(path, 'status')).resolves.toEqual({ heard: 'status' });
  });

  it('answers with the reason when something goes wrong', async () => {
    servers.push(
      await listen(path, async () => {
        throw new Error('no');
      }),
    );

    await expect(ask(path, 'stop')).resolves.toEqual({ error: 'no' });
  });

  it('knows that nobody is there', async () => {
    await expect(ask(path, 'status')).resolves.toBeUndefined();
  });

  it('does not take a socket that somebody answers on', async () => {
    servers.push(await listen(path, async () => 'first'));

    await expect(listen(path, async () => 'second')).rejects.toThrow(
      'running already',
    );
    await expect(ask(path, 'status')).resolves.toBe('first');
  });
});

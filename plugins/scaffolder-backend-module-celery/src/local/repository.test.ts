import { createMockDirectory } from '@backstage/backend-test-utils';
import git from 'isomorphic-git';
import fs from 'node:fs';
import { createRepository } from './repository';

const author = { name: 'Nobody', email: 'nobody@example.com' };
const message = 'Begin';

describe('createRepository', () => {
  const directory = createMockDirectory();
  const content = () => directory.resolve('content');
  const folder = () => directory.resolve('root/orders');

  beforeEach(() => {
    directory.setContent({
      content: {
        'README.md': 'Read me',
        '.gitignore': 'secret.txt\n',
        'secret.txt': 'not for git',
        bin: { 'run.sh': '#!/bin/sh\n' },
        '.git': { HEAD: 'from elsewhere' },
      },
    });
    fs.chmodSync(directory.resolve('content/bin/run.sh'), 0o755);
  });

  const create = () =>
    createRepository({ content: content(), folder: folder(), author, message });

  it('makes one commit of everything on main', async () => {
    const commit = await create();

    const dir = folder();
    const [only, ...older] = await git.log({ fs, dir, ref: 'main' });
    expect(older).toEqual([]);
    expect(only.oid).toBe(commit);
    expect(only.commit).toMatchObject({ message: 'Begin\n', author });
    expect(await git.currentBranch({ fs, dir })).toBe('main');
    const changed = (await git.statusMatrix({ fs, dir })).filter(
      ([, head, workdir, stage]) => head !== 1 || workdir !== 1 || stage !== 1,
    );
    expect(changed).toEqual([]);
    expect(await git.listFiles({ fs, dir })).toEqual([
      '.gitignore',
      'README.md',
      'bin/run.sh',
    ]);
  });

  it('keeps which files can be executed, on disk and in git', async () => {
    const commit = await create();

    const { mode } = fs.statSync(directory.resolve('root/orders/bin/run.sh'));
    expect(mode % 0o1000).toBe(0o755);
    const { tree } = await git.readTree({
      fs,
      dir: folder(),
      oid: commit,
      filepath: 'bin',
    });
    expect(tree).toMatchObject([{ path: 'run.sh', mode: '100755' }]);
  });

  it('leaves nothing beside the repository', async () => {
    await create();

    expect(fs.readdirSync(directory.resolve('root'))).toEqual(['orders']);
  });

  it('passes when it is repeated with the same content', async () => {
    const first = await create();

    expect(await create()).toBe(first);
    expect(fs.readdirSync(directory.resolve('root'))).toEqual(['orders']);
  });

  it('passes when two do the same at the same time', async () => {
    const [first, second] = await Promise.all([create(), create()]);

    expect(first).toBe(second);
  });

  it.each([
    [
      'a repository of other content',
      async () => {
        await create();
        directory.addContent({ 'content/README.md': 'Something else' });
      },
    ],
    [
      'a folder that is no repository',
      async () => {
        directory.addContent({ 'root/orders/note.txt': 'mine' });
      },
    ],
    [
      'a file',
      async () => {
        directory.addContent({ 'root/orders': 'mine' });
      },
    ],
  ])('refuses to overwrite %s', async (_what, prepare) => {
    await prepare();
    const before = directory.content({ path: 'root' });

    await expect(create()).rejects.toThrow(
      'There is already something called "orders"',
    );

    expect(directory.content({ path: 'root' })).toEqual(before);
  });

  it('leaves nothing when it fails', async () => {
    await expect(
      createRepository({
        content: directory.resolve('nothing'),
        folder: folder(),
        author,
        message,
      }),
    ).rejects.toThrow('ENOENT');

    expect(fs.readdirSync(directory.resolve('root'))).toEqual([]);
  });
});

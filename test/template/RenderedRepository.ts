import { execFile } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { promisify } from 'util';
import { PythonEnvironment } from '../../plugins/celery-backend/dev/python/environment';
import { DryRun } from './scaffolder';

/** The tests of a repository that start no worker. */
const QUICK_TESTS = ['manifests', 'settings', 'health', 'logging'].map(
  name => `tests/test_${name}.py`,
);

/** A rendered repository on disk, checked with the tools of its own team. */
export class RenderedRepository {
  private readonly folder = mkdtempSync(
    join(tmpdir(), 'celery-keda-repository-'),
  );

  constructor({ files }: DryRun, private readonly python: PythonEnvironment) {
    for (const [path, text] of files) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * @returns what the checks of style and types complain about, and the
   * quick tests; nothing if all is well
   */
  async complaints(): Promise<string> {
    return (
      (await this.run('ruff', 'check', '.')) +
      (await this.run('ruff', 'format', '--check', '.')) +
      (await this.run('mypy')) +
      (await this.run('pytest', '-q', '-m', 'not slow', ...QUICK_TESTS))
    );
  }

  /** @returns the output of its tests if any failed, else nothing */
  async testFailures(...options: string[]): Promise<string> {
    return this.run('pytest', '-q', ...options);
  }

  private async run(tool: string, ...args: string[]): Promise<string> {
    try {
      await promisify(execFile)(join(this.python.bin, tool), args, {
        cwd: this.folder,
        maxBuffer: 64 * 1024 * 1024,
      });
      return '';
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return `${tool} ${args.join(' ')}\n${stdout}${stderr}`;
    }
  }
}

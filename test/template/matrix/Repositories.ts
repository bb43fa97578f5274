import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { DryRun } from '../scaffolder';
import { AnyManifest, ManifestSchemas } from './schemas';
import { Tools } from './tools';

/** One rendered repository. */
interface Repository {
  folder: string;
  files: DryRun['files'];
}

/** What a deployment applies, and what it is told to leave alone. */
const APPLIED = [
  'deploy/base',
  'deploy/overlays/dev',
  'deploy/overlays/prod',
  'deploy/smoke',
];
/** Tests of a repository that start no worker. */
const QUICK_TESTS = ['manifests', 'settings'].map(
  name => `tests/test_${name}.py`,
);
/** As many as this at a time. */
const LANES = 2;

/**
 * Rendered repositories in one folder, checked with the tools of their teams,
 * many by one call where a tool can. Every check answers with complaints,
 * each with the repository in it: nothing if all is well.
 */
export class Repositories {
  private readonly all = new Map<string, Repository>();

  private constructor(
    private readonly root: string,
    private readonly tools: Tools,
    private readonly schemas: ManifestSchemas,
  ) {}

  static async create(tools: Tools): Promise<Repositories> {
    const root = await mkdtemp(join(tmpdir(), 'celery-keda-matrix-'));
    return new Repositories(root, tools, await ManifestSchemas.read(tools));
  }

  async add(name: string, { files }: DryRun): Promise<void> {
    const folder = join(this.root, name);
    for (const [path, text] of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    this.all.set(name, { folder, files });
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  /** Style, by the rules of each repository. */
  async style(): Promise<string> {
    const ruff = join(this.tools.python, 'ruff');
    return (
      (await this.run(ruff, ['check', '--quiet', '.'])) +
      (await this.run(ruff, ['format', '--check', '--quiet', '.']))
    );
  }

  async types(): Promise<string> {
    const mypy = join(this.tools.python, 'mypy');
    // What mypy knows of packages serves all repositories of a lane.
    return this.each((folder, lane) =>
      this.run(mypy, ['--cache-dir', join(this.root, `mypy-${lane}`)], folder),
    );
  }

  /** The repositories' own tests of what the plan decides. */
  async quickTests(): Promise<string> {
    return this.each(folder => this.pytest(folder, ...QUICK_TESTS));
  }

  /**
   * All tests of some repositories, with real workers and real brokers.
   *
   * @returns what failed, by the repository's name
   */
  async testFailures(names: string[]): Promise<Map<string, string>> {
    const outputs = names.map(
      async name => [name, await this.pytest(join(this.root, name))] as const,
    );
    return new Map(await Promise.all(outputs));
  }

  /** What is applied, by the schemas that the cluster has. */
  async manifests(): Promise<string> {
    return this.each(async folder => {
      const complaints = await Promise.all(
        APPLIED.map(async part => {
          const { stdout } = await promisify(execFile)(
            this.tools.kustomize,
            ['build', join(folder, part)],
            { maxBuffer: 64 * 1024 * 1024 },
          );
          return this.schemaProblems(stdout, join(folder, part));
        }),
      );
      return complaints.join('');
    });
  }

  /** Manifests that people apply by hand. */
  async otherManifests(): Promise<string> {
    return this.inFiles(
      path => /^deploy\/[^/]+\.yaml$/.test(path),
      async paths => {
        const texts = await Promise.all(
          paths.map(async path =>
            this.schemaProblems(await readFile(path, 'utf8'), path),
          ),
        );
        return texts.join('');
      },
    );
  }

  async workflows(): Promise<string> {
    const { actionlint, shellcheck } = this.tools;
    return this.inFiles(
      path => path.startsWith('.github/workflows/'),
      paths =>
        this.run(actionlint, [
          '-no-color',
          '-shellcheck',
          shellcheck,
          ...paths,
        ]),
    );
  }

  async scripts(): Promise<string> {
    return this.inFiles(
      (_path, text) => /^#!.*\b(ba)?sh\b/.test(text),
      paths => this.run(this.tools.shellcheck, paths),
    );
  }

  async images(): Promise<string> {
    return this.inFiles(
      path => path === 'Dockerfile',
      paths => this.run(this.tools.hadolint, ['--no-color', ...paths]),
    );
  }

  private schemaProblems(text: string, path: string): string {
    return parseAllDocuments(text)
      .map(document => document.toJS() as AnyManifest)
      .flatMap(manifest => this.schemas.problems(manifest))
      .map(problem => `${path}: ${problem}\n`)
      .join('');
  }

  private pytest(folder: string, ...options: string[]): Promise<string> {
    return this.run(
      join(this.tools.python, 'pytest'),
      ['-q', '--no-header', '-p', 'no:cacheprovider', ...options],
      folder,
    );
  }

  /** Files of one kind from all repositories; the same text is read once. */
  private async inFiles(
    isOfKind: (path: string, text: string) => boolean,
    check: (paths: string[]) => Promise<string>,
  ): Promise<string> {
    const byText = new Map<string, string>();
    for (const { folder, files } of this.all.values()) {
      for (const [path, text] of files) {
        if (isOfKind(path, text)) {
          byText.set(text, join(folder, path));
        }
      }
    }
    if (byText.size === 0) {
      return 'There is no such file in any repository.';
    }
    return check([...byText.values()]);
  }

  private async each(
    check: (folder: string, lane: number) => Promise<string>,
  ): Promise<string> {
    const folders = [...this.all.values()].map(({ folder }) => folder);
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      let complaints = '';
      for (
        let folder = folders.shift();
        folder !== undefined;
        folder = folders.shift()
      ) {
        complaints += await check(folder, lane);
      }
      return complaints;
    });
    return (await Promise.all(lanes)).join('');
  }

  private async run(
    tool: string,
    args: string[],
    cwd: string = this.root,
  ): Promise<string> {
    try {
      await promisify(execFile)(tool, args, {
        cwd,
        maxBuffer: 64 * 1024 * 1024,
      });
      return '';
    } catch (error) {
      const { stdout = '', stderr = '' } = error as Record<string, string>;
      return `${tool} in ${cwd}:\n${stdout}${stderr || String(error)}\n`;
    }
  }
}

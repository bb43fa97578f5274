import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Scaffolder, startScaffolder } from './scaffolder';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const WORKFLOW = '.github/workflows/deploy.yml';
const NOT_SCANNED = 'BXNVA0009E: orders has not been scanned. Try again later.';

interface Workflow {
  jobs: {
    deploy: {
      env: Record<string, string>;
      steps: { name?: string; run?: string }[];
    };
  };
}

describe('the workflow Deploy', () => {
  let scaffolder: Scaffolder;
  let workflow: Workflow;
  let folder: string;

  beforeAll(async () => {
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
    ]);
    const { files } = await scaffolder.dryRun({
      name: 'orders',
      owner: 'group:default/platform',
      region: 'eu-de',
    });
    workflow = parse(files.get(WORKFLOW)!);
  });

  afterAll(() => scaffolder?.stop());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'celery-keda-deploy-'));
    program('sleep', '');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** Puts a program in the place of one that GitHub's machine has. */
  function program(name: string, script: string) {
    const path = join(folder, name);
    writeFileSync(
      path,
      `#!/bin/bash\necho "${name} $*" >> "${folder}/calls"\n${script}\n`,
    );
    chmodSync(path, 0o755);
  }

  function calls(): string[] {
    const path = join(folder, 'calls');
    return existsSync(path)
      ? readFileSync(path, 'utf8').trimEnd().split('\n')
      : [];
  }

  /** Runs a step as GitHub does. */
  function run(step: string): { code: number | null; output: string } {
    const { env, steps } = workflow.jobs.deploy;
    const script = join(folder, 'step.sh');
    writeFileSync(script, steps.find(({ name }) => name === step)!.run!);
    const { status, stdout } = spawnSync('bash', ['-e', script], {
      encoding: 'utf8',
      env: {
        ...env,
        PATH: `${folder}:${process.env.PATH}`,
        GITHUB_SHA: 'abc',
        GITHUB_ENV: join(folder, 'environment'),
      },
    });
    return { code: status, output: stdout };
  }

  it('logs in to the registry that it pushes to', () => {
    program('ibmcloud', '');
    program('docker', 'echo digest');

    expect(run('Build and push').code).toBe(0);

    expect(calls()).toEqual([
      'ibmcloud cr region-set eu-de',
      'ibmcloud cr login',
      expect.stringMatching(
        /^docker build --tag de\.icr\.io\/[a-z-]+\/orders:abc /,
      ),
      expect.stringMatching(/^docker push de\.icr\.io\/[a-z-]+\/orders:abc$/),
      expect.stringMatching(/^docker inspect /),
    ]);
  });

  describe('scans for vulnerabilities', () => {
    const scan = () => run('Scan for vulnerabilities');
    const scans = () => calls().filter(call => call.startsWith('ibmcloud'));

    it('once the registry has done so', () => {
      program(
        'ibmcloud',
        `[ "$(grep --count ibmcloud "${folder}/calls")" -gt 2 ] || { echo "${NOT_SCANNED}" >&2; exit 1; }
        echo "0 vulnerabilities"`,
      );

      expect(scan()).toEqual({ code: 0, output: '0 vulnerabilities\n' });
      expect(scans()).toHaveLength(3);
    });

    it('and fails with what the registry says', () => {
      program('ibmcloud', 'echo "3 vulnerabilities"; exit 2');

      expect(scan()).toEqual({ code: 2, output: '3 vulnerabilities\n' });
      expect(scans()).toHaveLength(1);
    });

    it('and fails if that never happens, whatever the registry says', () => {
      program('ibmcloud', `echo "${NOT_SCANNED}"`);

      expect(scan()).toEqual({ code: 1, output: `${NOT_SCANNED}\n` });
      expect(scans()).toHaveLength(30);
    });
  });
});

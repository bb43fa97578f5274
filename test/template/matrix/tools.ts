import { join, relative } from 'node:path';
import { Artifact, ARTIFACTS } from '../../cluster/build/artifacts';
import { buildCluster } from '../../cluster/build/build';
import { createGo, MODULES } from '../../cluster/build/go';
import { ensureGo } from '../../cluster/build/toolchain';
import { BIN } from '../../cluster/paths';
import { ROOT } from '../../docs/documents';
import { ensurePythonTools } from '../../python/pythonTools';

/** Commands that check workflows, shell scripts and Dockerfiles. */
export interface Linters {
  actionlint: string;
  hadolint: string;
  shellcheck: string;
}

/** What checks rendered repositories: commands, and folders with schemas. */
export interface Tools extends Linters {
  /** The folder of the commands that a service's own README installs. */
  python: string;
  kustomize: string;
  /** Sources of the projects whose schemas count, as Go has them. */
  sources: { kubernetes: string; keda: string; externalSecrets: string };
}

const OWN_MODULES = relative(MODULES, join(__dirname, 'modules'));
const EXTERNAL_SECRETS = 'github.com/external-secrets/external-secrets';
const ACTIONLINT = 'github.com/rhysd/actionlint';
const SERVICE_REQUIREMENTS = join(
  ROOT,
  'templates/celery-service/skeleton/requirements-dev.txt',
);

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
  const bin = await ensurePythonTools(
    'template-tools',
    join(__dirname, 'requirements.txt'),
  );
  await buildCluster({ artifacts: [actionlint] });
  return {
    actionlint: join(BIN, 'actionlint'),
    hadolint: join(bin, 'hadolint'),
    shellcheck: join(bin, 'shellcheck'),
  };
}

/** Brings every tool, the first time from the package registries. */
export async function prepareTools(): Promise<Tools> {
  const python = await ensurePythonTools('service-tools', SERVICE_REQUIREMENTS);
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

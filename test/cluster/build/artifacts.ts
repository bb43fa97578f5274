import { join } from 'node:path';
import { Go, run } from './go';

/** What an artifact is made with. */
export interface ArtifactRequest {
  go: Go;
  version: string;
  /** The file that is to be made. */
  target: string;
}

/** One file that is made from a Go module's pinned dependencies. */
export interface Artifact {
  /** Its name in the folder of built files. */
  name: string;
  /** The folder under `modules` whose go.mod pins it. */
  module: string;
  /** The dependency whose version is its own. */
  versionOf: string;
  /** Changes whenever it must be made anew although its pins have not changed. */
  recipe: string;
  make(request: ArtifactRequest): Promise<unknown>;
}

/** KEDA's own manifests, as its release has them. */
export const KEDA_MANIFESTS = 'keda.yaml';

/** Go variables that tell a program its version. */
type VersionVariables = (version: string) => Record<string, string>;

function program(options: {
  name: string;
  module: string;
  package: string;
  versionOf: string;
  versionVariables?: VersionVariables;
}): Artifact {
  // Small, reproducible, and without what this repository's git knows.
  const flags = ['-trimpath', '-buildvcs=false', '-p', '2'];
  return {
    name: options.name,
    module: options.module,
    versionOf: options.versionOf,
    recipe: [options.package, ...flags].join(' '),
    make: ({ go, version, target }) => {
      const variables = options.versionVariables?.(version) ?? {};
      const linkerFlags = [
        '-s -w',
        ...Object.entries(variables).map(
          ([name, value]) => `-X ${name}=${value}`,
        ),
      ].join(' ');
      return go(
        options.module,
        ...['build', ...flags, '-ldflags', linkerFlags],
        ...['-o', target, options.package],
      );
    },
  };
}

const ETCD = 'go.etcd.io/etcd/server/v3';
const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5';
const KUBERNETES = 'k8s.io/kubernetes';
const KEDA = 'github.com/kedacore/keda/v2';

const kubernetesVersion: VersionVariables = version => {
  const [major, minor] = version.replace('v', '').split('.');
  return {
    'k8s.io/component-base/version.gitVersion': version,
    'k8s.io/component-base/version.gitMajor': major,
    'k8s.io/component-base/version.gitMinor': minor,
  };
};

const kedaVersion: VersionVariables = version => ({
  [`${KEDA}/version.Version`]: version.replace('v', ''),
});

/** Everything the cluster is made of, in the order of making. */
export const ARTIFACTS: readonly Artifact[] = [
  program({ name: 'etcd', module: 'etcd', package: ETCD, versionOf: ETCD }),
  program({
    name: 'kustomize',
    module: 'kustomize',
    package: KUSTOMIZE,
    versionOf: KUSTOMIZE,
  }),
  ...['kube-apiserver', 'kube-controller-manager', 'kubectl'].map(name =>
    program({
      name,
      module: 'kubernetes',
      package: `${KUBERNETES}/cmd/${name}`,
      versionOf: KUBERNETES,
      versionVariables: kubernetesVersion,
    }),
  ),
  ...['operator', 'adapter', 'webhooks'].map(part =>
    program({
      name: `keda-${part}`,
      module: 'keda',
      package: `${KEDA}/cmd/${part}`,
      versionOf: KEDA,
      versionVariables: kedaVersion,
    }),
  ),
  {
    name: KEDA_MANIFESTS,
    module: 'keda',
    versionOf: KEDA,
    recipe: 'config/default',
    make: async ({ go, target }) => {
      const source = await go('keda', 'list', '-m', '-f', '{{.Dir}}', KEDA);
      // Go may report a download before it answers.
      const folder = source.split('\n').pop()!;
      const kustomize = join(target, '..', 'kustomize');
      await run(
        [kustomize, 'build', join(folder, 'config/default'), '-o', target],
        folder,
      );
    },
  },
];

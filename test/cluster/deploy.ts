import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { Cluster } from './cluster';
import { KubectlResult } from './control-plane/kubectl';
import { Image, repositoryOf } from './node/images';
import { BIN } from './paths';

const run = promisify(execFile);

/** A Redis or Valkey as a service's Secret describes it. */
export interface BrokerAccess {
  host: string;
  port: number;
  username?: string;
  password?: string;
  db?: number;
  /** The certificate of the broker's authority; TLS is used with one. */
  ca?: string;
  /** A file with that certificate. */
  caFile?: string;
}

/** A service's manifests, rendered. */
export interface Rendered {
  name: string;
  namespace: string;
  manifests: Manifest[];
}

/** As much of a manifest as is read here. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  spec?: {
    template?: { spec: { containers: Array<{ image: string }> } };
    [field: string]: unknown;
  };
}

/** Renders the manifests of a generated repository with kustomize. */
export async function renderService(repository: string): Promise<Rendered> {
  const { stdout } = await run(join(BIN, 'kustomize'), [
    'build',
    join(repository, 'deploy/base'),
  ]);
  const manifests = parseAllDocuments(stdout).map(
    document => document.toJS() as Manifest,
  );
  const account = manifests.find(({ kind }) => kind === 'ServiceAccount')!;
  return {
    name: account.metadata.name,
    namespace: account.metadata.namespace!,
    manifests,
  };
}

/**
 * Deploys a generated repository as its README says: the namespace and the
 * broker's Secret once, then the manifests with server-side apply.
 *
 * @param image - what stands in for the service's image
 * @returns what kubectl said about the manifests
 */
export async function deployService(
  cluster: Pick<Cluster, 'images' | 'kubectl'>,
  service: Rendered,
  image: Image,
  broker: BrokerAccess,
): Promise<KubectlResult> {
  for (const { spec } of service.manifests) {
    for (const container of spec?.template?.spec.containers ?? []) {
      cluster.images.set(repositoryOf(container.image), image);
    }
  }
  await cluster.kubectl(['apply', '--server-side', '-f', '-'], {
    input: asList([
      ...service.manifests.filter(({ kind }) => kind === 'Namespace'),
      brokerSecret(service, broker),
    ]),
  });
  return cluster.kubectl(['apply', '--server-side', '-f', '-'], {
    input: asList(service.manifests),
  });
}

/** The Secret that an administrator makes for a service. */
export function brokerSecret(
  { name, namespace }: Pick<Rendered, 'name' | 'namespace'>,
  broker: BrokerAccess,
) {
  const { host, port, username = '', password = '', db = 0, ca } = broker;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${name}-broker`, namespace },
    type: 'Opaque',
    stringData: {
      host,
      port: String(port),
      address: `${host}:${port}`,
      username,
      password,
      db: String(db),
      tls: ca ? 'enable' : 'disable',
      ...(ca && { ca }),
    },
  };
}

/** Manifests as kubectl takes them. */
export function asList(items: object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findInterpreter } from '../../../plugins/celery-backend/dev/python/interpreter';
import { KEDA_MANIFESTS } from '../build/artifacts';
import { missingArtifacts } from '../build/build';
import { BIN } from '../paths';
import { AUDIT_POLICY } from './audit';
import { Component, ComponentOptions } from './component';
import {
  adapterFlags,
  apiServerFlags,
  controllerManagerFlags,
  etcdFlags,
  operatorFlags,
  webhooksFlags,
} from './flags';
import {
  ADAPTER_HOSTS,
  KubernetesList,
  readKedaManifests,
} from './kedaManifests';
import { writeKubeconfig } from './kubeconfig';
import { createKubectl, Kubectl } from './kubectl';
import { createPki, Pki } from './pki';
import { freePorts, HOST } from './ports';
import { answersOk } from './probes';

const KEDA_NAMESPACE = 'keda';
const READY_WITHIN_SECONDS = 120;

/** A running control plane with KEDA: everything but a node. */
export interface ControlPlane {
  /** The API server's address. */
  url: string;
  /** The certificate of the authority that vouches for the API server. */
  caCertificate: string;
  /** A kubeconfig that may do everything. */
  kubeconfig: string;
  kubectl: Kubectl;
  /** The API server's audit log: who scaled what and when. */
  auditLog: string;
  pki: Pki;
  /** KEDA's operator, for tests that take it away. */
  operator: Component;
  components: readonly Component[];
  /** What installs KEDA where the control plane has been started without. */
  keda: KedaParts;
  stop(): Promise<void>;
}

/** KEDA's programs and manifests, for whoever installs it as its chart does. */
export interface KedaParts {
  programs: KedaProgram[];
  /** All but the Deployments, as a Kubernetes List. */
  manifests(): Promise<KubernetesList>;
}

/** A program of KEDA, as it is started on this machine. */
export interface KedaProgram {
  name: string;
  command: string[];
  env: Record<string, string>;
}

export interface ControlPlaneOptions {
  /** Emptied first; gets certificates, etcd's data and logs. */
  folder: string;
  /** Whether KEDA is there from the start, beside the API server. */
  withKeda?: boolean;
  onProgress?: (line: string) => void;
}

/**
 * Starts etcd, the API server, the controllers and KEDA on loopback and waits
 * until all of them do their work. Nothing of an earlier one is kept.
 *
 * @throws with the last words of what did not start.
 */
export async function startControlPlane(
  options: ControlPlaneOptions,
): Promise<ControlPlane> {
  const missing = await missingArtifacts();
  if (missing.length > 0) {
    throw new Error(
      `Not built yet: ${missing.join(
        ', ',
      )}. Run "npm run cluster:build" first.`,
    );
  }
  await rm(options.folder, { recursive: true, force: true });
  await mkdir(join(options.folder, 'logs'), { recursive: true, mode: 0o700 });

  const started: Component[] = [];
  const stop = async () => {
    // Whoever was started last depends on all that came before.
    for (const component of [...started].reverse()) {
      await component.stop();
    }
  };
  try {
    const assembly = await assemble(options.folder);
    const start = async (component: Component) => {
      started.push(component);
      await component.start();
      options.onProgress?.(`${component.name} is ready`);
    };
    await start(assembly.etcd);
    await start(assembly.apiServer);
    if (options.withKeda ?? true) {
      await assembly.applyKeda();
      await Promise.all([
        start(assembly.controllerManager),
        start(assembly.operator).then(() => start(assembly.adapter)),
        start(assembly.webhooks),
      ]);
      await assembly.externalMetricsAvailable();
    } else {
      await start(assembly.controllerManager);
    }
    return { ...assembly.result, components: started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(folder: string) {
  const ports = await freePorts(
    ...(['etcd', 'etcdPeer', 'api', 'controllers', 'adapter'] as const),
    ...(['adapterMetrics', 'operatorGrpc', 'operatorHealth'] as const),
    ...(['webhooks', 'webhooksHealth'] as const),
  );
  const url = `https://${HOST}:${ports.api}`;
  const pki = await createPki(join(folder, 'pki'));
  const files = await issueAll(pki, folder, url);
  const python = await findInterpreter();
  const keda: KedaProgram[] = [];
  const component = (
    name: string,
    spec: Pick<ComponentOptions, 'ready'> & { flags: string[] },
    env?: Record<string, string>,
  ) => {
    const command = [join(BIN, name), ...spec.flags];
    if (env) {
      keda.push({ name, command, env });
    }
    return new Component({
      name,
      python,
      command,
      env,
      ready: spec.ready,
      logFile: join(folder, 'logs', `${name}.log`),
      readyWithinSeconds: READY_WITHIN_SECONDS,
    });
  };

  const kubectl = createKubectl(files.adminConfig, join(folder, 'kubectl'));
  const auditLog = join(folder, 'audit.log');
  const auditPolicy = join(folder, 'audit-policy.json');
  await writeFile(auditPolicy, JSON.stringify(AUDIT_POLICY));
  const kedaEnv = {
    KUBECONFIG: files.kedaConfig,
    WATCH_NAMESPACE: '',
    POD_NAMESPACE: KEDA_NAMESPACE,
    KEDA_CLUSTER_OBJECT_NAMESPACE: KEDA_NAMESPACE,
  };
  const health = (port: number) => () =>
    answersOk(`http://${HOST}:${port}/readyz`);

  const kedaManifests = () =>
    readKedaManifests(join(BIN, KEDA_MANIFESTS), {
      caCertificate: pki.caCertificate,
      adapterPort: ports.adapter,
      webhooksPort: ports.webhooks,
    });
  const operator = component(
    'keda-operator',
    {
      flags: operatorFlags({
        ports: { grpc: ports.operatorGrpc, health: ports.operatorHealth },
        certificate: files.keda,
      }),
      ready: health(ports.operatorHealth),
    },
    kedaEnv,
  );
  return {
    etcd: component('etcd', {
      flags: etcdFlags({
        folder,
        ports: { client: ports.etcd, peer: ports.etcdPeer },
        certificate: files.etcd,
      }),
      ready: () =>
        answersOk(`https://${HOST}:${ports.etcd}/health`, files.etcd),
    }),
    apiServer: component('kube-apiserver', {
      flags: apiServerFlags({
        port: ports.api,
        etcd: `https://${HOST}:${ports.etcd}`,
        pki,
        server: files.apiServer,
        etcdClient: files.etcd,
        proxyClient: files.frontProxy,
        auditLog,
        auditPolicy,
      }),
      ready: () => answersOk(`${url}/readyz`, files.admin),
    }),
    controllerManager: component('kube-controller-manager', {
      flags: controllerManagerFlags({
        port: ports.controllers,
        pki,
        kubeconfig: files.controllersConfig,
        server: files.controllers,
      }),
      ready: () =>
        answersOk(`https://${HOST}:${ports.controllers}/healthz`, files.admin),
    }),
    operator,
    adapter: component(
      'keda-adapter',
      {
        flags: adapterFlags({
          ports: {
            secure: ports.adapter,
            metrics: ports.adapterMetrics,
            grpc: ports.operatorGrpc,
          },
          pki,
          kubeconfig: files.kedaConfig,
          certificate: files.keda,
        }),
        ready: () =>
          answersOk(`https://${HOST}:${ports.adapter}/readyz`, files.admin),
      },
      kedaEnv,
    ),
    webhooks: component(
      'keda-webhooks',
      {
        flags: webhooksFlags({
          ports: { serve: ports.webhooks, health: ports.webhooksHealth },
          certificate: files.keda,
        }),
        ready: health(ports.webhooksHealth),
      },
      kedaEnv,
    ),
    applyKeda: async () => {
      await kubectl(['apply', '--server-side', '-f', '-'], {
        input: JSON.stringify(await kedaManifests()),
      });
    },
    externalMetricsAvailable: () => waitForExternalMetrics(kubectl),
    result: {
      url,
      caCertificate: pki.caCertificate,
      kubeconfig: files.adminConfig,
      kubectl,
      auditLog,
      pki,
      operator,
      keda: { programs: keda, manifests: kedaManifests },
    },
  };
}

async function issueAll(pki: Pki, folder: string, url: string) {
  const admin = await pki.issue('admin', {
    commonName: 'admin',
    organization: 'system:masters',
  });
  const controllers = await pki.issue('kube-controller-manager', {
    commonName: 'system:kube-controller-manager',
  });
  // As its service account would be, so that KEDA has KEDA's own rights.
  const keda = await pki.issue('keda', {
    commonName: `system:serviceaccount:${KEDA_NAMESPACE}:keda-operator`,
    organization: 'system:serviceaccounts',
    hosts: ADAPTER_HOSTS,
  });
  const configFor = (name: string, user: typeof admin) =>
    writeKubeconfig(join(folder, `${name}.kubeconfig`), url, user);
  return {
    admin,
    controllers,
    keda,
    etcd: await pki.issue('etcd', { commonName: 'etcd' }),
    apiServer: await pki.issue('kube-apiserver', {
      commonName: 'kube-apiserver',
      hosts: ['kubernetes.default.svc'],
    }),
    frontProxy: await pki.issueFrontProxy('front-proxy', {
      commonName: 'front-proxy',
    }),
    adminConfig: await configFor('admin', admin),
    controllersConfig: await configFor('kube-controller-manager', controllers),
    kedaConfig: await configFor('keda', keda),
  };
}

async function waitForExternalMetrics(kubectl: Kubectl): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
  for (;;) {
    try {
      await kubectl(['get', '--raw', '/apis/external.metrics.k8s.io/v1beta1']);
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
    }
    await delay(200);
  }
}

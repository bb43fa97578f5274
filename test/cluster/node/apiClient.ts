import {
  CoordinationV1Api,
  CoreV1Api,
  Informer,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  V1Pod,
} from '@kubernetes/client-node';
import { ConfigSource } from '../../../plugins/celery-backend/dev/cluster/kubelet/configSource';

const MERGE_PATCH = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
const RECONNECT_MS = 1000;

/** What a node does with the API server. */
export class NodeApi implements ConfigSource {
  readonly #config = new KubeConfig();
  readonly core: CoreV1Api;
  readonly coordination: CoordinationV1Api;

  constructor(kubeconfig: string) {
    this.#config.loadFromFile(kubeconfig);
    this.core = this.#config.makeApiClient(CoreV1Api);
    this.coordination = this.#config.makeApiClient(CoordinationV1Api);
  }

  /** Follows all pods; `changed` gets each that is new, changed or gone. */
  async followPods(changed: (pod: V1Pod, gone: boolean) => void) {
    const informer: Informer<V1Pod> = makeInformer(
      this.#config,
      '/api/v1/pods',
      () => this.core.listPodForAllNamespaces(),
    );
    let stopped = false;
    informer.on('add', pod => changed(pod, false));
    informer.on('update', pod => changed(pod, false));
    informer.on('delete', pod => changed(pod, true));
    const startAgain = () => {
      // The API server may be away for a while.
      setTimeout(
        () => !stopped && informer.start().catch(startAgain),
        RECONNECT_MS,
      ).unref();
    };
    informer.on('error', startAgain);
    await informer.start();
    return () => {
      stopped = true;
      return informer.stop();
    };
  }

  /** Puts a pod on a node, as the scheduler would. */
  async bind(pod: PodName, nodeName: string): Promise<void> {
    const { name, namespace } = pod;
    await this.core.createNamespacedPodBinding({
      name,
      namespace,
      body: {
        metadata: { name, namespace },
        target: { apiVersion: 'v1', kind: 'Node', name: nodeName },
      },
    });
  }

  async patchPodStatus({ name, namespace }: PodName, status: object) {
    await this.core.patchNamespacedPodStatus(
      { name, namespace, body: { status } },
      MERGE_PATCH,
    );
  }

  /** Removes a pod whose containers have ended. */
  async removePod({ name, namespace, uid }: PodName): Promise<void> {
    await this.core.deleteNamespacedPod({
      name,
      namespace,
      body: { gracePeriodSeconds: 0, preconditions: { uid } },
    });
  }

  async secret(namespace: string, name: string) {
    const secret = await orUndefined(
      this.core.readNamespacedSecret({ namespace, name }),
    );
    return (
      secret &&
      Object.fromEntries(
        Object.entries(secret.data ?? {}).map(([key, value]) => [
          key,
          Buffer.from(value, 'base64').toString('utf8'),
        ]),
      )
    );
  }

  async configMap(namespace: string, name: string) {
    const found = await orUndefined(
      this.core.readNamespacedConfigMap({ namespace, name }),
    );
    return found && (found.data ?? {});
  }
}

/** Which pod is meant, for good. */
export interface PodName {
  name: string;
  namespace: string;
  uid: string;
}

/** Whether the API server says that something is not there. */
export function isNotFound(error: unknown): boolean {
  return (error as { code?: unknown }).code === 404;
}

async function orUndefined<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

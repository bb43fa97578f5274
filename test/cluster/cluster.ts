import { join } from 'node:path';
import { ensurePythonEnvironment } from '../../plugins/celery-backend/dev/python/environment';
import { ControlPlane, startControlPlane } from './control-plane/controlPlane';
import { findImage, Image } from './node/images';
import { ProcessNode } from './node/ProcessNode';

/** A whole cluster: a control plane with KEDA, and a node whose pods are processes. */
export interface Cluster extends ControlPlane {
  node: ProcessNode;
  /** What stands in for container images, by name, with a tag or without. */
  images: Map<string, Image>;
}

export interface ClusterOptions {
  /** Emptied first; gets everything that the cluster writes. */
  folder: string;
  /** Whether KEDA is there from the start; it is, unless told otherwise. */
  withKeda?: boolean;
  onProgress?: (line: string) => void;
  /** Told of what goes wrong between the node and the API server. */
  onError?: (error: Error) => void;
}

/**
 * Starts a cluster on loopback and waits until all of it works. It lives until
 * it is stopped or this process ends, however that happens.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, onProgress, onError = () => {}, withKeda } = options;
  const { python } = await ensurePythonEnvironment({ onProgress });
  const controlPlane = await startControlPlane({
    folder,
    onProgress,
    withKeda,
  });
  const images = new Map<string, Image>();
  const node = new ProcessNode({
    kubeconfig: controlPlane.kubeconfig,
    python,
    images: name => findImage(images, name),
    folder: join(folder, 'node'),
    onError,
  });
  try {
    await node.start();
    onProgress?.('the node is ready');
  } catch (error) {
    await controlPlane.stop();
    throw error;
  }
  return {
    ...controlPlane,
    node,
    images,
    stop: async () => {
      await node.stop();
      await controlPlane.stop();
    },
  };
}

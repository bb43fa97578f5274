import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, ClusterOptions, startCluster } from '../../cluster';

/** A cluster of a test file's own: started before its tests, stopped after them. */
export function useCluster(
  options: Pick<ClusterOptions, 'withKeda'> = {},
): () => Cluster {
  let folder: string;
  let cluster: Cluster | undefined;
  const errors: Error[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'celery-cluster-'));
    cluster = await startCluster({
      ...options,
      folder,
      onError: error => errors.push(error),
    });
  });

  afterAll(async () => {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
    // The node must have got on with the API server.
    expect(errors).toEqual([]);
  });

  return () => {
    if (!cluster) {
      throw new Error('the cluster is not there yet');
    }
    return cluster;
  };
}

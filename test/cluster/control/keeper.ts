import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { ensurePythonEnvironment } from '../../../plugins/celery-backend/dev/python/environment';
import { Cluster, startCluster } from '../cluster';
import { BrokerAccess, deployService, renderService } from '../deploy';
import { CLUSTER_RUN, CONTROL_SOCKET, PORTAL_FILE } from '../paths';
import { grantPortalAccess, writePortalFile } from '../portalAccess';
import { ask, listen } from './socket';

/** What a running cluster says about itself. */
export interface ClusterStatus {
  state: 'starting' | 'running' | 'stopping';
  url?: string;
  kubeconfig?: string;
  broker?: string;
  programs: Array<{ name: string; pid: number | null }>;
}

/** Asks the keeper of the cluster; undefined when there is no cluster. */
export async function clusterStatus(): Promise<ClusterStatus | undefined> {
  return (await ask(CONTROL_SOCKET, 'status')) as ClusterStatus | undefined;
}

/**
 * Tells the keeper to stop the cluster and waits until it is gone.
 *
 * @returns false when there was no cluster.
 */
export async function stopCluster(): Promise<boolean> {
  return (await ask(CONTROL_SOCKET, 'stop')) !== undefined;
}

/**
 * Tells the keeper to deploy a generated repository.
 *
 * @returns what kubectl said
 */
export async function deployToCluster(repository: string): Promise<string> {
  const reply = (await ask(CONTROL_SOCKET, `deploy ${repository}`)) as
    | { output?: string; error?: string }
    | undefined;
  if (reply?.output === undefined) {
    throw new Error(reply?.error ?? 'The cluster is not running.');
  }
  return reply.output;
}

class Keeper {
  #cluster: Cluster | undefined;
  #valkey: Valkey | undefined;
  #stopping = false;
  askToStop!: () => void;
  #isGone!: () => void;
  readonly asked = new Promise<void>(resolve => {
    this.askToStop = resolve;
  });
  readonly #gone = new Promise<void>(resolve => {
    this.#isGone = resolve;
  });

  async start(onProgress: (line: string) => void): Promise<void> {
    const cluster = await startCluster({
      folder: CLUSTER_RUN,
      onProgress,
      onError: error => process.stderr.write(`${error.stack}\n`),
    });
    this.#cluster = cluster;
    this.#valkey = await startValkey();
    await writePortalFile(PORTAL_FILE, {
      ...(await grantPortalAccess(cluster)),
      brokerUrl: this.#valkey.url,
    });
    onProgress('the broker is ready');
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#cluster?.stop();
    await this.#valkey?.stop();
    this.#isGone();
  }

  async answer(line: string): Promise<unknown> {
    const [word, ...rest] = line.split(' ');
    switch (word) {
      case 'stop':
        this.askToStop();
        await this.#gone;
        return {};
      case 'deploy':
        return this.#deploy(rest.join(' '));
      default:
        return this.#status();
    }
  }

  #status(): ClusterStatus {
    const running = this.#valkey ? 'running' : 'starting';
    return {
      state: this.#stopping ? 'stopping' : running,
      url: this.#cluster?.url,
      kubeconfig: this.#cluster?.kubeconfig,
      broker: this.#valkey?.url,
      programs: (this.#cluster?.components ?? []).map(({ name, pid }) => ({
        name,
        pid: pid ?? null,
      })),
    };
  }

  async #deploy(repository: string): Promise<{ output: string }> {
    if (!this.#cluster || !this.#valkey) {
      throw new Error('The cluster is not ready yet.');
    }
    const { bin } = await ensurePythonEnvironment();
    const broker: BrokerAccess = {
      host: '127.0.0.1',
      port: this.#valkey.port,
    };
    const { output, warnings } = await deployService(
      this.#cluster,
      await renderService(repository),
      { repository, path: [bin] },
      broker,
    );
    return { output: [...warnings, output.trim()].join('\n') };
  }
}

/**
 * Keeps a cluster and a broker: starts them, and lives until it is told to
 * stop. Should it die, the guards of all programs end them.
 *
 * @returns when the cluster is gone.
 */
export async function keepCluster(options: {
  onProgress: (line: string) => void;
  onReady: () => void;
  /** Gives up before the cluster is ready. */
  signal: AbortSignal;
}): Promise<void> {
  const { onProgress, onReady, signal } = options;
  const keeper = new Keeper();
  const server = await listen(CONTROL_SOCKET, word => keeper.answer(word));
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(name, () => keeper.askToStop());
  }
  signal.addEventListener('abort', () => keeper.askToStop());
  try {
    await keeper.start(onProgress);
    onReady();
    await keeper.asked;
  } finally {
    await keeper.stop();
    server.close();
  }
}

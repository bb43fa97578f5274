import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WorkloadInput } from '@celery-keda/backstage-plugin-celery-common';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { LocalCluster } from '../../../plugins/celery-backend/dev/cluster/LocalCluster';
import { ensurePythonEnvironment } from '../../../plugins/celery-backend/dev/python/environment';
import {
  createService,
  enqueue,
} from '../../cluster/scenarios/support/service';

const NAME = 'orders';
const HOST = '127.0.0.1';
const PODS = `/api/v1/namespaces/${NAME}/pods`;
const DEPLOYMENT = `/apis/apps/v1/namespaces/${NAME}/deployments/${NAME}`;

/** A generated service on a local cluster and a broker of its own. */
export class LocalFleet {
  readonly logs: string;

  private constructor(
    private readonly folder: string,
    private readonly valkey: Valkey,
    private readonly cluster: LocalCluster,
    private readonly access: { url: string; token: string },
  ) {
    this.logs = join(folder, 'logs', NAME);
  }

  /** Has the real scaffolder make a service for a workload, and runs it. */
  static async start(workload: WorkloadInput): Promise<LocalFleet> {
    const folder = await mkdtemp(join(tmpdir(), 'fleet-'));
    const valkey = await startValkey();
    const services = join(folder, 'services');
    const repository = await createService({
      name: NAME,
      owner: 'group:default/platform',
      workload,
    });
    await cp(repository, join(services, NAME), { recursive: true });
    await rm(dirname(repository), { recursive: true });
    const cluster = await LocalCluster.open({
      environment: await ensurePythonEnvironment(),
      services,
      run: join(folder, 'run'),
      logs: join(folder, 'logs'),
      memoryFile: join(folder, 'memory.json'),
    });
    const access = await cluster.listen();
    const fleet = new LocalFleet(folder, valkey, cluster, access);
    const server = { host: HOST, port: valkey.port };
    await cluster.start(
      [{ name: 'local-broker', server, db: 0, timeoutSeconds: 3 }],
      {
        info: () => {},
        warn: message => process.stderr.write(`${message}\n`),
      },
    );
    return fleet;
  }

  get brokerUrl(): string {
    return this.valkey.url;
  }

  get waitingKey(): string {
    return `${NAME}:${NAME}`;
  }

  /** Sends tasks as the service's README says. */
  async enqueue(tasks: number, seconds: number): Promise<void> {
    await enqueue(
      join(this.folder, 'services', NAME),
      NAME,
      { host: HOST, port: this.valkey.port },
      [String(tasks), '--seconds', String(seconds)],
    );
  }

  /** The names of the pods that are there, also of those that end. */
  async pods(): Promise<string[]> {
    const { items } = await this.#call<{
      items: Array<{ metadata: { name: string } }>;
    }>('GET', PODS);
    return items.map(({ metadata }) => metadata.name);
  }

  /** How many workers are wanted. */
  async replicas(): Promise<number> {
    const { spec } = await this.#call<{ spec: { replicas: number } }>(
      'GET',
      DEPLOYMENT,
    );
    return spec.replicas;
  }

  /** Kills every pod without a warning. */
  async killAll(): Promise<void> {
    for (const name of await this.pods()) {
      await this.#call('DELETE', `${PODS}/${name}?gracePeriodSeconds=0`);
    }
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    await this.valkey.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #call<T>(method: string, path: string): Promise<T> {
    const response = await fetch(this.access.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.access.token}`,
        // A kept connection may have been closed while all workers started.
        connection: 'close',
      },
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status}`);
    }
    return (await response.json()) as T;
  }
}

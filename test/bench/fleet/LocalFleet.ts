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
  runPython,
} from '../../cluster/scenarios/support/service';

interface PodMetadata {
  name: string;
  deletionTimestamp?: string;
}

const NAME = 'orders';
const HOST = '127.0.0.1';
const PODS = `/api/v1/namespaces/${NAME}/pods`;
const DEPLOYMENT = `/apis/apps/v1/namespaces/${NAME}/deployments/${NAME}`;

/** How a fleet is other than usual. */
export interface FleetOptions {
  /** Gets the service's repository before anything runs. */
  prepare?(repository: string): Promise<void>;
  /** Puts something between the broker, of which it gets the port, and all else; says its port. */
  network?(port: number): Promise<number>;
}

/** A generated service on a local cluster and a broker of its own. */
export class LocalFleet {
  readonly logs: string;

  private constructor(
    /** Of its own; what is in it goes with the fleet. */
    readonly folder: string,
    private readonly valkey: Valkey,
    private readonly cluster: LocalCluster,
    private readonly access: { url: string; token: string },
  ) {
    this.logs = join(folder, 'logs', NAME);
  }

  /** Has the real scaffolder make a service for a workload, and runs it. */
  static async start(
    workload: WorkloadInput,
    { prepare, network }: FleetOptions = {},
  ): Promise<LocalFleet> {
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
    await prepare?.(join(services, NAME));
    const cluster = await LocalCluster.open({
      environment: await ensurePythonEnvironment(),
      services,
      run: join(folder, 'run'),
      logs: join(folder, 'logs'),
      memoryFile: join(folder, 'memory.json'),
    });
    const access = await cluster.listen();
    const fleet = new LocalFleet(folder, valkey, cluster, access);
    const port = (await network?.(valkey.port)) ?? valkey.port;
    const server = { host: HOST, port };
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

  get unackedKey(): string {
    return `${NAME}:unacked`;
  }

  /** Sends tasks as the service's README says. */
  async enqueue(tasks: number, seconds: number): Promise<void> {
    await enqueue(this.#repository, NAME, this.#broker, [
      ...[String(tasks), '--seconds', String(seconds)],
    ]);
  }

  /** Runs Python in the service's repository, beside the broker. */
  async python(...args: string[]): Promise<void> {
    await runPython(this.#repository, this.#broker, args);
  }

  /** The names of the pods that are there, also of those that end. */
  async pods(): Promise<string[]> {
    return (await this.#pods()).map(({ name }) => name);
  }

  /** The names of the pods that were told to end and are still there. */
  async endingPods(): Promise<string[]> {
    return (await this.#pods())
      .filter(({ deletionTimestamp }) => deletionTimestamp !== undefined)
      .map(({ name }) => name);
  }

  async #pods(): Promise<PodMetadata[]> {
    const { items } = await this.#call<{
      items: Array<{ metadata: PodMetadata }>;
    }>('GET', PODS);
    return items.map(({ metadata }) => metadata);
  }

  get #repository(): string {
    return join(this.folder, 'services', NAME);
  }

  get #broker() {
    return { host: HOST, port: this.valkey.port };
  }

  /** How many workers are wanted. */
  async replicas(): Promise<number> {
    const { spec } = await this.#call<{ spec: { replicas: number } }>(
      'GET',
      DEPLOYMENT,
    );
    return spec.replicas;
  }

  /** Tells a pod to end, and gives it the time that it has for that. */
  async deletePod(name: string): Promise<void> {
    await this.#call('DELETE', `${PODS}/${name}`);
  }

  /** Kills a pod without a warning. */
  async killPod(name: string): Promise<void> {
    await this.#call('DELETE', `${PODS}/${name}?gracePeriodSeconds=0`);
  }

  /** Kills every pod without a warning. */
  async killAll(): Promise<void> {
    for (const name of await this.pods()) {
      await this.killPod(name);
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

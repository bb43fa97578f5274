import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  startValkey,
  Valkey,
} from '../../plugins/celery-backend/dev/broker/valkey';
import { LocalCluster } from '../../plugins/celery-backend/dev/cluster/LocalCluster';
import { ensurePythonEnvironment } from '../../plugins/celery-backend/dev/python/environment';
import {
  startTlsProxy,
  TestServer,
} from '../../plugins/celery-backend/src/__testUtils__/servers';
import { createService, enqueue } from '../cluster/scenarios/support/service';
import { TLS_CERTIFICATE } from '../faults/tlsRedis';

/** The service of the installation page. */
const SERVICE = 'orders';
/** What the service was made for; the portal calls the same server by another name. */
const BROKER = 'local-broker';
const HOST = '127.0.0.1';
/** More work than one worker does while anybody looks. */
const TASKS = 2000;
const TASK_SECONDS = 5;

/**
 * What lies around a portal: a Valkey that speaks TLS, and a cluster in which
 * the one worker of the service has work for an hour.
 */
export class World {
  private constructor(
    private readonly folder: string,
    private readonly valkey: Valkey,
    private readonly tls: TestServer,
    private readonly cluster: LocalCluster,
    private readonly access: { url: string; token: string },
  ) {}

  static async start(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'celery-keda-world-'));
    const valkey = await startValkey();
    const tls = await startTlsProxy(valkey.port);
    const made = await createService({
      name: SERVICE,
      owner: 'group:default/guests',
      broker: BROKER,
      queues: [{ name: SERVICE }, { name: `${SERVICE}-bulk` }],
      workload: { taskSeconds: TASK_SECONDS, maxWorkers: 1 },
    });
    const services = join(folder, 'services');
    const repository = join(services, SERVICE);
    await cp(made, repository, { recursive: true });
    await rm(dirname(made), { recursive: true });
    const cluster = await LocalCluster.open({
      environment: await ensurePythonEnvironment(),
      services,
      run: join(folder, 'run'),
      logs: join(folder, 'logs'),
      memoryFile: join(folder, 'memory.json'),
    });
    const world = new World(
      folder,
      valkey,
      tls,
      cluster,
      await cluster.listen(),
    );
    const server = { host: HOST, port: valkey.port };
    await cluster.start([{ name: BROKER, server, db: 0, timeoutSeconds: 3 }], {
      info: () => {},
      warn: message => process.stderr.write(`${message}\n`),
    });
    await enqueue(repository, SERVICE, server, [
      ...[String(TASKS), '--seconds', String(TASK_SECONDS)],
    ]);
    return world;
  }

  /** What the configuration of the installation page takes from outside. */
  get env(): NodeJS.ProcessEnv {
    return {
      ORDERS_REDIS_URL: `rediss://${HOST}:${this.tls.port}/0`,
      K8S_URL: this.access.url,
      K8S_TOKEN: this.access.token,
      K8S_CA: Buffer.from(TLS_CERTIFICATE).toString('base64'),
    };
  }

  /** The file that the broker's configuration names. */
  get brokerCa(): string {
    return TLS_CERTIFICATE;
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    await this.tls.stop();
    await this.valkey.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

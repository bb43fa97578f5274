import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokerConfig } from '../../src/config/brokerConfig';
import { PythonEnvironment } from '../python/environment';
import { ApiServer } from './api/ApiServer';
import { brokerSecret } from './brokerSecret';
import { WorkloadController } from './controllers/WorkloadController';
import { writeDotEnv } from './dotEnv';
import { HpaController } from './hpa/HpaController';
import { KedaController } from './keda/KedaController';
import { TriggerReader } from './keda/TriggerReader';
import { Kubelet } from './kubelet/Kubelet';
import { ManifestApplier } from './manifests/ManifestApplier';
import { Service } from './manifests/readService';
import { ServiceWatcher } from './manifests/ServiceWatcher';
import { ClusterMemory } from './memory';
import { EventRecorder } from './store/events';
import { Deployment, KubernetesObject, Pod } from './store/objects';
import { ObjectStore } from './store/ObjectStore';

export interface LocalClusterOptions {
  environment: PythonEnvironment;
  /** The folder whose folders are the services. */
  services: string;
  /** For what only matters while the cluster runs. */
  run: string;
  logs: string;
  /** What the cluster keeps when it is started anew. */
  memoryFile: string;
  /** Ends all workers with this process. */
  watchPid?: number;
}

/** What the cluster tells the person at the keyboard. */
export interface ClusterLog {
  info(message: string): void;
  warn(message: string): void;
}

/**
 * A stand-in for a Kubernetes cluster with KEDA, on one machine. Its pods are
 * real processes and its numbers are real; there are no nodes, images or
 * networks.
 */
export class LocalCluster {
  readonly #store = new ObjectStore();
  readonly #events = new EventRecorder(this.#store);
  readonly #memory: ClusterMemory;
  readonly #applier: ManifestApplier;
  readonly #workloads = new WorkloadController(this.#store, this.#events);
  readonly #keda: KedaController;
  readonly #hpa: HpaController;
  readonly #kubelet: Kubelet;
  readonly #watcher: ServiceWatcher;
  readonly #repositories = new Map<string, string>();
  readonly #api: ApiServer;
  /** What is wrong with each service, so that it is said once. */
  readonly #problems = new Map<string, string[]>();
  #brokers: readonly BrokerConfig[] = [];
  #log: ClusterLog = console;

  static async open(options: LocalClusterOptions): Promise<LocalCluster> {
    await mkdir(options.services, { recursive: true });
    return new LocalCluster(
      options,
      await ClusterMemory.open(options.memoryFile),
    );
  }

  private constructor(options: LocalClusterOptions, memory: ClusterMemory) {
    const { environment, services, run, logs, watchPid } = options;
    const store = this.#store;
    const events = this.#events;
    this.#memory = memory;
    this.#applier = new ManifestApplier(store, memory);
    this.#keda = new KedaController({
      store,
      events,
      memory,
      reader: new TriggerReader(),
    });
    this.#hpa = new HpaController({
      store,
      events,
      metricsFor: hpa => this.#keda.metricsFor(hpa),
    });
    this.#kubelet = new Kubelet({
      store,
      events,
      host: {
        python: environment.python,
        watchPid,
        path: [environment.bin],
        repositoryOf: pod => this.#repositoryOf(pod),
      },
      folder: join(run, 'pods'),
      logs,
    });
    this.#watcher = new ServiceWatcher({
      root: services,
      onService: service => this.#apply(service),
      onGone: name => this.#remove(name),
      onError: error =>
        this.#log.warn(`The services could not be read: ${error.message}`),
    });
    this.#api = new ApiServer({
      store,
      deletePod: (pod, grace) => this.#workloads.deletePod(pod, grace),
      readLog: (pod, lines) => this.#kubelet.readLog(pod, lines),
    });
  }

  /** Serves the API. It is empty until the cluster is started. */
  async listen(): Promise<{ url: string; token: string }> {
    return { url: await this.#api.start(), token: this.#api.token };
  }

  /** Starts the controllers, and the workers that there were before. */
  async start(
    brokers: readonly BrokerConfig[],
    log: ClusterLog,
  ): Promise<void> {
    this.#brokers = brokers;
    this.#log = log;
    this.#store.onChange(object => this.#remember(object));
    await this.#watcher.start();
    // KEDA comes first: after a pause it may find that no worker is needed.
    await this.#keda.start();
    this.#hpa.start();
    this.#workloads.start();
    await this.#kubelet.start();
  }

  /** Ends everything; workers get a few seconds to hand back their tasks. */
  async stop(): Promise<void> {
    this.#watcher.stop();
    this.#keda.stop();
    this.#hpa.stop();
    this.#workloads.stop();
    this.#kubelet.stop();
    await this.#api.stop();
    await this.#memory.close();
  }

  #apply(service: Service): void {
    const { name, folder, objects } = service;
    const problems = service.problems.map(
      ({ file, message }) => `${file}: ${message}`,
    );
    const complete = problems.length === 0;
    const broker = this.#brokerOf(service, problems);
    const secret =
      broker &&
      brokerSecret(name, objects[0]?.metadata.namespace ?? name, broker);
    problems.push(
      ...this.#applier.apply(
        name,
        secret ? [secret, ...objects] : objects,
        complete,
      ),
    );
    for (const { kind, metadata } of objects) {
      if (kind === 'Deployment') {
        this.#repositories.set(
          `${metadata.namespace}/${metadata.name}`,
          folder,
        );
      }
    }
    this.#tellProblems(service, problems);
    if (broker) {
      writeDotEnv(folder, broker).catch(error =>
        this.#log.warn(`Service ${name}: .env: ${error.message}`),
      );
    }
  }

  #brokerOf(
    { broker: named }: Service,
    problems: string[],
  ): BrokerConfig | undefined {
    const broker = named
      ? this.#brokers.find(each => each.name === named)
      : this.#brokers[0];
    if (!broker) {
      problems.push(
        `catalog-info.yaml names the broker ${named}, which is not configured`,
      );
    }
    return broker;
  }

  #tellProblems({ name, objects }: Service, problems: string[]): void {
    const before = this.#problems.get(name) ?? [];
    this.#problems.set(name, problems);
    const namespace = objects[0]?.metadata.namespace ?? name;
    for (const problem of problems) {
      if (!before.includes(problem)) {
        this.#log.warn(`Service ${name}: ${problem}`);
        this.#events.record(
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: {
              namespace,
              name: namespace,
              uid: name,
              resourceVersion: '',
              creationTimestamp: '',
            },
          },
          'local-cluster',
          'Warning',
          'ManifestProblem',
          problem,
        );
      }
    }
  }

  #remove(name: string): void {
    this.#applier.remove(name);
    this.#problems.delete(name);
  }

  #repositoryOf(pod: Pod): string | undefined {
    const { namespace, ownerReferences = [] } = pod.metadata;
    const replicaSet = this.#store.get(
      'ReplicaSet',
      namespace,
      ownerReferences[0]?.name ?? '',
    );
    const deployment = replicaSet?.metadata.ownerReferences?.[0]?.name;
    return this.#repositories.get(`${namespace}/${deployment}`);
  }

  #remember(object: KubernetesObject): void {
    const { kind, metadata } = object;
    const current = this.#store.get(kind, metadata.namespace, metadata.name);
    if (current !== object) {
      return;
    }
    if (kind === 'Deployment') {
      const { replicas } = (object as Deployment).spec;
      this.#memory.remember(object, { replicas });
    } else if (kind === 'ScaledObject') {
      this.#memory.remember(object, {
        annotations: this.#applier.foreignAnnotations(object),
      });
    }
  }
}

import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Cluster } from '../../cluster';
import { KubectlResult } from '../../control-plane/kubectl';
import {
  BrokerAccess,
  deployService,
  Manifest,
  renderService,
} from '../../deploy';
import { NodeApi } from '../../node/apiClient';
import { PodWatch } from './podWatch';
import { createService, enqueue, imageOf, runPython } from './service';
import { summarizeTasks } from './taskLog';
import { until } from './wait';

interface Conditioned {
  status?: {
    hpaName?: string;
    conditions?: Array<{
      type: string;
      status: string;
      reason?: string;
      message?: string;
    }>;
  };
}

export interface ServiceOptions {
  name: string;
  /** More parameters for the template. */
  parameters?: object;
  broker: BrokerAccess;
  /** Changes the rendered manifests before they are applied. */
  change?: (manifests: Manifest[]) => Manifest[];
  /** Done after the service was created and before it is deployed. */
  beforeDeployment?: (repository: string) => Promise<void>;
}

/** A service made by the template's real run, and deployed to the cluster. */
export class ServiceUnderTest {
  readonly name: string;
  readonly packageName: string;

  private constructor(
    private readonly cluster: Cluster,
    readonly repository: string,
    readonly manifests: Manifest[],
    readonly pods: PodWatch,
    readonly applied: KubectlResult,
    private readonly options: ServiceOptions,
  ) {
    this.name = options.name;
    this.packageName = options.name.replaceAll('-', '_');
  }

  static async deploy(
    cluster: Cluster,
    options: ServiceOptions,
  ): Promise<ServiceUnderTest> {
    const { broker, change, name, parameters } = options;
    const repository = await createService({
      name,
      owner: 'group:default/platform',
      ...parameters,
    });
    const rendered = await renderService(repository);
    const manifests = change?.(rendered.manifests) ?? rendered.manifests;
    const pods = new PodWatch(new NodeApi(cluster.kubeconfig), name);
    await pods.start();
    await options.beforeDeployment?.(repository);
    const applied = await deployService(
      cluster,
      { ...rendered, manifests },
      await imageOf(repository),
      broker,
    );
    return new ServiceUnderTest(
      cluster,
      repository,
      manifests,
      pods,
      applied,
      options,
    );
  }

  /** An object of the service's namespace, as the API returns it. */
  async get<T>(kind: string, name: string): Promise<T> {
    const { output } = await this.kubectl(
      'get',
      kind,
      name,
      '--output',
      'json',
    );
    return JSON.parse(output);
  }

  /** Runs kubectl in the service's namespace. */
  async kubectl(...args: string[]): Promise<KubectlResult> {
    return this.cluster.kubectl([...args, '--namespace', this.name]);
  }

  /** Waits until a ScaledObject has a condition, and returns it. */
  async condition(
    type: string,
    wanted: string,
    scaledObject: string = this.name,
    seconds: number = 90,
  ) {
    let last: NonNullable<Conditioned['status']> = {};
    const find = () => last.conditions?.find(each => each.type === type);
    await until(`${type}=${wanted} of ${scaledObject}`, seconds, async () => {
      last =
        (await this.get<Conditioned>('scaledobject', scaledObject)).status ??
        {};
      return find()?.status === wanted;
    });
    return { ...find(), hpaName: last.hpaName };
  }

  /** Waits until no Deployment wants a worker and none is left. */
  async noWorkers(seconds: number): Promise<void> {
    await until('no worker', seconds, async () => {
      const { output } = await this.kubectl(
        ...['get', 'deployments', '--output'],
        'jsonpath={.items[*].spec.replicas}',
      );
      return /^0( 0)*$/.test(output) && this.pods.alive.length === 0;
    });
  }

  async someWorkers(seconds: number): Promise<void> {
    await until('a worker', seconds, () => this.pods.alive.length > 0);
  }

  /** Sends tasks as the README says. */
  async enqueue(count: number, ...options: string[]): Promise<void> {
    const { broker } = this.options;
    await enqueue(this.repository, this.packageName, broker, [
      String(count),
      ...options,
    ]);
  }

  /** Sends tasks that are not due before some seconds have passed. */
  async enqueueDelayed(count: number, seconds: number, delay: number) {
    const { broker } = this.options;
    await runPython(this.repository, broker, [
      '-c',
      `from ${this.packageName}.tasks import work
for _ in range(${count}):
    work.apply_async((${seconds},), countdown=${delay})`,
    ]);
  }

  /** Waits until so many tasks have ended well. */
  async done(count: number, seconds: number): Promise<void> {
    await until(`${count} tasks done`, seconds, async () => {
      const { done } = await this.tasks();
      return done >= count;
    });
  }

  /** What became of all tasks so far, by the workers' logs. */
  async tasks() {
    return summarizeTasks(this.cluster.node.logFolder(this.name));
  }

  async stop(): Promise<void> {
    await this.pods.stop();
    await rm(dirname(this.repository), { recursive: true, force: true });
  }
}

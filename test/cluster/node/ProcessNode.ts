import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { V1Pod } from '@kubernetes/client-node';
import { PodProcess } from '../../../plugins/celery-backend/dev/cluster/kubelet/PodProcess';
import { PodSource } from '../../../plugins/celery-backend/dev/cluster/kubelet/PodSource';
import { isNotFound, NodeApi, PodName } from './apiClient';
import { EventWriter } from './EventWriter';
import { Image, ImageStore } from './images';
import { NodeHeartbeat } from './NodeHeartbeat';
import { StatusWriter } from './StatusWriter';

const NODE_NAME = 'process-node';
const PULL_AGAIN_MS = 10_000;
/** For pods that end because the node does. */
const NODE_GRACE_SECONDS = 5;

export interface ProcessNodeOptions {
  kubeconfig: string;
  /** A Python 3 that runs the guards. */
  python: string;
  images: ImageStore;
  /** Gets the pods' volumes and logs. */
  folder: string;
  /** Told of what goes wrong between the node and the API server. */
  onError: (error: Error) => void;
}

interface RunningPod {
  name: string;
  process?: PodProcess;
  status: StatusWriter;
  timer?: NodeJS.Timeout;
  /** Set once it is asked to end. */
  ending?: Promise<void>;
  graceSeconds?: number;
}

/**
 * Scheduler and kubelet in one: binds each pod to itself, runs its containers
 * as processes of this machine, probes them, and writes what becomes of them.
 */
export class ProcessNode {
  readonly #api: NodeApi;
  readonly #events: EventWriter;
  readonly #heartbeat: NodeHeartbeat;
  readonly #pods = new Map<string, RunningPod>();
  #unfollow: () => Promise<void> = async () => {};

  constructor(private readonly options: ProcessNodeOptions) {
    this.#api = new NodeApi(options.kubeconfig);
    this.#heartbeat = new NodeHeartbeat(this.#api, NODE_NAME);
    this.#events = new EventWriter(this.#api, NODE_NAME, options.onError);
  }

  async start(): Promise<void> {
    await this.#heartbeat.start();
    this.#unfollow = await this.#api.followPods((pod, gone) =>
      this.#sync(pod, gone).catch(this.options.onError),
    );
  }

  /** Ends all pods, as a node that is shut down does. */
  async stop(): Promise<void> {
    this.#heartbeat.stop();
    await this.#unfollow();
    await Promise.all(
      [...this.#pods.values()].map(({ process, timer }) => {
        clearTimeout(timer);
        return process?.stop(NODE_GRACE_SECONDS);
      }),
    );
  }

  /** The first processes of a pod's containers, for tests that kill them. */
  pidsOf(podName: string): number[] {
    return [...this.#pods.values()]
      .filter(({ name }) => name === podName)
      .flatMap(({ process }) => process?.pids ?? []);
  }

  /** The folder with the output of a namespace's pods, a file for each. */
  logFolder(namespace: string): string {
    return join(this.options.folder, 'logs', namespace);
  }

  async #sync(pod: V1Pod, gone: boolean): Promise<void> {
    const name = nameOf(pod);
    const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata!;
    const running = this.#pods.get(name.uid);
    if (gone) {
      // Deleted by force, or what we have removed ourselves.
      await this.#end(pod, running, 0);
    } else if (!pod.spec!.nodeName) {
      if (!deletionTimestamp) {
        await this.#bind(name);
      }
    } else if (deletionTimestamp) {
      if (
        !running?.ending ||
        running.graceSeconds !== deletionGracePeriodSeconds
      ) {
        await this.#end(pod, running, deletionGracePeriodSeconds);
        await ignoreMissing(this.#api.removePod(name));
      }
    } else if (!running) {
      this.#run(name, pod);
    }
  }

  async #bind(pod: PodName): Promise<void> {
    try {
      await this.#api.bind(pod, NODE_NAME);
    } catch (error) {
      // Bound at an earlier event, or gone meanwhile.
      if (!isNotFound(error) && (error as { code?: number }).code !== 409) {
        throw error;
      }
    }
  }

  #run(name: PodName, pod: V1Pod): void {
    const status = new StatusWriter(this.#api, name, this.options.onError);
    this.#pods.set(name.uid, { name: name.name, status });
    this.#startPod(name, pod);
  }

  #startPod(name: PodName, pod: V1Pod): void {
    const running = this.#pods.get(name.uid);
    if (!running || running.ending) {
      return;
    }
    const image = pod.spec!.containers[0].image ?? '';
    const found = this.options.images(image);
    if (!found) {
      const message = `there is nothing on this machine that stands in for ${image}`;
      running.status.write(unpulled(pod, message));
      this.#events.write(pod, 'Warning', 'Failed', message);
      running.timer = setTimeout(
        () => this.#startPod(name, pod),
        PULL_AGAIN_MS,
      );
      return;
    }
    running.process = new PodProcess(sourceOf(pod), this.#hostOf(name, found), {
      status: status => running.status.write(status),
      event: (type, reason, message) =>
        this.#events.write(pod, type, reason, message),
    });
    running.process.start();
  }

  async #end(
    pod: V1Pod,
    running: RunningPod | undefined,
    graceSeconds: number | undefined,
  ): Promise<void> {
    if (!running) {
      return;
    }
    if (!running.ending) {
      this.#events.write(pod, 'Normal', 'Killing', 'Stopping the containers');
    }
    clearTimeout(running.timer);
    running.graceSeconds = graceSeconds;
    // Asked again while it ends, a container may only get less time.
    running.ending = running.process?.stop(graceSeconds) ?? Promise.resolve();
    await running.ending;
    await running.status.flush();
    this.#pods.delete(pod.metadata!.uid!);
  }

  #hostOf(name: PodName, { repository, path }: Image) {
    const { folder, python } = this.options;
    const logs = this.logFolder(name.namespace);
    mkdirSync(logs, { recursive: true });
    return {
      python,
      cwd: repository,
      baseEnvironment: {
        PATH: [...path, process.env.PATH].join(':'),
        HOME: folder,
        LANG: 'C.UTF-8',
        PYTHONPATH: join(repository, 'src'),
        PYTHONUNBUFFERED: '1',
        PYTHONDONTWRITEBYTECODE: '1',
      },
      config: this.#api,
      folder: join(folder, 'volumes', name.uid),
      logFile: join(logs, `${name.name}.log`),
    };
  }
}

function nameOf({ metadata }: V1Pod): PodName {
  const { name, namespace, uid } = metadata!;
  return { name: name!, namespace: namespace!, uid: uid! };
}

/** The two libraries name the same objects' types differently. */
function sourceOf({ metadata, spec }: V1Pod): PodSource {
  return { metadata, spec } as PodSource;
}

function unpulled(pod: V1Pod, message: string) {
  return {
    phase: 'Pending',
    containerStatuses: pod.spec!.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: '',
      ready: false,
      restartCount: 0,
      state: { waiting: { reason: 'ErrImagePull', message } },
    })),
  };
}

async function ignoreMissing(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    // Gone, or there is another pod of that name by now.
    if (!isNotFound(error) && (error as { code?: number }).code !== 409) {
      throw error;
    }
  }
}

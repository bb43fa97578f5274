import { rm } from 'node:fs/promises';
import { PodStatus } from 'kubernetes-types/core/v1';
import { ConfigSource } from './configSource';
import { ContainerListener, ContainerProcess } from './ContainerProcess';
import { environmentOf } from './environment';
import { PodSource } from './PodSource';
import { podStatus } from './podStatus';
import { makeVolumes, mountsOf } from './volumes';

/** The machine's side of a pod. */
export interface PodHost {
  /** A Python 3, for the guard. */
  python: string;
  /** What stands in for the image: where the pod's commands run. */
  cwd: string;
  /** The variables that an image would set, `PATH` among them. */
  baseEnvironment: Record<string, string>;
  config: ConfigSource;
  /** A folder of the pod's own, for its volumes; removed at its end. */
  folder: string;
  /** Where its containers' output goes. */
  logFile: string;
  /** Ends the pod with this process. */
  watchPid?: number;
}

export interface PodListener {
  /** The pod's status has changed. */
  status(status: PodStatus): void;
  event: ContainerListener['event'];
}

/**
 * Runs a pod's containers as processes of this machine and tells what a
 * kubelet would tell. It knows no API server: who feeds it may be the local
 * cluster or a real one.
 */
export class PodProcess {
  readonly #pod: PodSource;
  readonly #host: PodHost;
  readonly #listener: PodListener;
  readonly #containers: ContainerProcess[];
  #status: PodStatus = {};

  constructor(pod: PodSource, host: PodHost, listener: PodListener) {
    this.#pod = pod;
    this.#host = host;
    this.#listener = listener;
    this.#containers = pod.spec.containers.map(
      container =>
        new ContainerProcess(
          container,
          {
            python: host.python,
            cwd: host.cwd,
            baseEnvironment: {
              ...host.baseEnvironment,
              HOSTNAME: pod.metadata.name,
            },
            environment: async () => {
              await makeVolumes(pod, host.folder, host.config);
              return environmentOf(pod, container, host.config);
            },
            mounts: mountsOf(container, host.folder),
            logFile: host.logFile,
            graceSeconds: graceOf(pod),
            restarts: pod.spec.restartPolicy !== 'Never',
            watchPid: host.watchPid,
          },
          {
            changed: () => this.#tell(),
            event: (...event) => listener.event(...event),
          },
        ),
    );
  }

  /** The ids of the first processes of the containers that run. */
  get pids(): number[] {
    return this.#containers.flatMap(({ pid }) => pid ?? []);
  }

  /** Starts the containers; returns before they run. */
  start(): void {
    this.#tell();
    this.#containers.forEach(container => container.start());
  }

  /** Ends the containers and removes the pod's folder. */
  async stop(graceSeconds: number = graceOf(this.#pod)): Promise<void> {
    await Promise.all(
      this.#containers.map(container => container.stop(graceSeconds)),
    );
    await rm(this.#host.folder, { recursive: true, force: true }).catch(() => {
      // What a file system will not give up is removed at the next start.
    });
  }

  #tell(): void {
    this.#status = podStatus(
      this.#status,
      this.#containers.map(({ status }) => status),
      { endsForGood: this.#pod.spec.restartPolicy === 'Never' },
    );
    this.#listener.status(this.#status);
  }
}

/** How long a pod may take to end, in seconds. */
export function graceOf({ spec }: PodSource): number {
  return spec.terminationGracePeriodSeconds ?? 30;
}

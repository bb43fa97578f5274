import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Pod } from '../store/objects';
import { EventRecorder } from '../store/events';
import { ObjectStore } from '../store/ObjectStore';
import { ConfigSource } from './configSource';
import { PodLogs } from './PodLogs';
import { PodHost, PodProcess } from './PodProcess';

/** For pods that end because the portal does. */
const PORTAL_GRACE_SECONDS = 10;

export interface KubeletOptions {
  store: ObjectStore;
  events: EventRecorder;
  /** The machine's side of every pod. */
  host: Pick<PodHost, 'python' | 'watchPid'> & {
    /** The folders that come first on the `PATH`. */
    path: string[];
    /** The repository that stands in for a pod's image. */
    repositoryOf(pod: Pod): string | undefined;
  };
  /** For volumes; emptied at start. */
  folder: string;
  logs: string;
}

/** Runs the pods of the store on this machine and writes their statuses. */
export class Kubelet {
  readonly #options: KubeletOptions;
  readonly #running = new Map<
    string,
    { process: PodProcess; ending: boolean }
  >();
  readonly #logs: PodLogs;
  #stopped = false;

  constructor(options: KubeletOptions) {
    this.#options = options;
    this.#logs = new PodLogs(options.logs);
  }

  /** Starts with the pods that are there and follows the store from then on. */
  async start(): Promise<void> {
    const { store, folder } = this.#options;
    await rm(folder, { recursive: true, force: true });
    await this.#logs.removeOld();
    store.onChange(object => {
      if (object.kind === 'Pod') {
        this.#sync(object as Pod);
      }
    });
    store.list('Pod').forEach(pod => this.#sync(pod));
  }

  /** Ends all pods in a few seconds; their guards see to it. */
  stop(): void {
    this.#stopped = true;
    for (const { process } of this.#running.values()) {
      process.stop(PORTAL_GRACE_SECONDS);
    }
  }

  /** The newest lines of a pod's output. */
  readLog(pod: Pod, tailLines?: number): Promise<string> {
    return this.#logs.read(pod, tailLines);
  }

  #sync(seen: Pod): void {
    const { store } = this.#options;
    const { namespace, name, uid, deletionTimestamp } = seen.metadata;
    const running = this.#running.get(uid);
    const pod = store.get('Pod', namespace, name);
    if (pod?.metadata.uid !== uid || this.#stopped) {
      return;
    }
    if (deletionTimestamp === undefined && !running) {
      this.#run(pod);
    } else if (deletionTimestamp !== undefined && !running?.ending) {
      this.#end(pod);
    }
  }

  #run(pod: Pod): void {
    const { store, events } = this.#options;
    const process = new PodProcess(pod, this.#hostOf(pod), {
      status: status => store.update(pod, current => ({ ...current, status })),
      event: (type, reason, message) =>
        events.record(pod, 'kubelet', type, reason, message),
    });
    this.#running.set(pod.metadata.uid, { process, ending: false });
    process.start();
  }

  async #end(pod: Pod): Promise<void> {
    const { store, events } = this.#options;
    const running = this.#running.get(pod.metadata.uid);
    if (running) {
      running.ending = true;
      events.record(
        pod,
        'kubelet',
        'Normal',
        'Killing',
        `Stopping container ${pod.spec.containers[0].name}`,
      );
      await running.process.stop(pod.metadata.deletionGracePeriodSeconds);
      this.#running.delete(pod.metadata.uid);
    }
    if (!this.#stopped) {
      store.remove(pod);
      await this.#logs.removeOld();
    }
  }

  #hostOf(pod: Pod): PodHost {
    const { host, folder } = this.#options;
    const repository = host.repositoryOf(pod) ?? folder;
    return {
      python: host.python,
      watchPid: host.watchPid,
      cwd: repository,
      baseEnvironment: {
        PATH: [...host.path, process.env.PATH].join(':'),
        HOME: process.env.HOME ?? folder,
        LANG: process.env.LANG ?? 'C.UTF-8',
        PYTHONPATH: join(repository, 'src'),
        PYTHONUNBUFFERED: '1',
      },
      config: this.#config(),
      folder: join(folder, pod.metadata.uid),
      logFile: this.#logs.fileOf(pod),
    };
  }

  #config(): ConfigSource {
    const { store } = this.#options;
    return {
      secret: async (namespace, name) =>
        store.get('Secret', namespace, name)?.stringData,
      configMap: async (namespace, name) => {
        const found = store.get('ConfigMap', namespace, name);
        return found && (found.data ?? {});
      },
    };
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  Container,
  ContainerState,
  ContainerStatus,
} from 'kubernetes-types/core/v1';
import { Ending, Guarded, spawnGuarded } from '../../process/guard';
import { timestamp } from '../store/objects';
import { ConfigError } from './configSource';
import { expand } from './environment';
import { Probe } from './Probe';
import { RestartBackOff } from './RestartBackOff';
import { Mount, onThisMachine } from './volumes';

/** Where and with what a container runs. */
export interface ContainerSetting {
  /** A Python 3, for the guard. */
  python: string;
  cwd: string;
  /** The variables that every container gets; its own win. */
  baseEnvironment: Record<string, string>;
  /** @throws ConfigError */
  environment(): Promise<Record<string, string>>;
  mounts: readonly Mount[];
  logFile: string;
  /** Between SIGTERM and SIGKILL when a probe fails, in seconds. */
  graceSeconds: number;
  /** Whether it is started again when it ends; it is, unless this says no. */
  restarts?: boolean;
  /** Ends the container with this process. */
  watchPid?: number;
}

/** How a container's states are told to the world. */
export interface ContainerListener {
  changed(): void;
  event(type: 'Normal' | 'Warning', reason: string, message: string): void;
}

const CONFIG_RETRY_MS = 5000;
/** Twenty workers that boot at once must not freeze the portal. */
const NICE = 5;
/** What is left for tasks to be handed back when the portal itself ends. */
const PORTAL_GRACE_SECONDS = 10;

/**
 * A container as a process of this machine: started, probed, started again
 * when it ends, and stopped.
 */
export class ContainerProcess {
  readonly #container: Container;
  readonly #setting: ContainerSetting;
  readonly #listener: ContainerListener;
  readonly #backOff = new RestartBackOff();
  #state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  #lastState: ContainerState = {};
  #containerId = '';
  #restarts = 0;
  #ready = false;
  #startupPassed = false;
  #process: Guarded | undefined;
  #probes: Probe[] = [];
  #timer: NodeJS.Timeout | undefined;
  #starting: Promise<void> | undefined;
  #stopping = false;

  constructor(
    container: Container,
    setting: ContainerSetting,
    listener: ContainerListener,
  ) {
    this.#container = container;
    this.#setting = setting;
    this.#listener = listener;
  }

  /** The container's part of the pod's status. */
  get status(): ContainerStatus {
    const { name, image = '' } = this.#container;
    return {
      name,
      image,
      imageID: '',
      ...(this.#containerId && { containerID: this.#containerId }),
      ready: this.#ready,
      started: this.#startupPassed,
      restartCount: this.#restarts,
      state: this.#state,
      lastState: this.#lastState,
    };
  }

  /** The id of its first process, and of its process group, while it runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it, now and as often as it ends. */
  start(): void {
    if (!this.#stopping) {
      this.#starting = this.#start();
    }
  }

  async #start(): Promise<void> {
    const { name } = this.#container;
    try {
      const environment = await this.#fullEnvironment();
      await mkdir(dirname(this.#setting.logFile), { recursive: true });
      const process = await spawnGuarded({
        python: this.#setting.python,
        command: this.#commandLine(this.#ownCommand(), environment),
        cwd: this.#setting.cwd,
        env: environment,
        graceSeconds: PORTAL_GRACE_SECONDS,
        watchPid: this.#setting.watchPid,
        logFile: this.#setting.logFile,
        nice: NICE,
      });
      this.#running(process, environment);
    } catch (error) {
      this.#failedToStart(error as Error);
      return;
    }
    this.#listener.event('Normal', 'Started', `Started container ${name}`);
    this.#listener.changed();
  }

  /**
   * Ends it: SIGTERM to its first process, SIGKILL to all when the grace is
   * over. Resolves when it has ended.
   */
  async stop(graceSeconds: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    this.#endProbes();
    await this.#starting;
    this.#process?.stop(graceSeconds);
    await this.#process?.ended;
  }

  #running(process: Guarded, environment: Record<string, string>): void {
    if (this.#containerId) {
      this.#restarts += 1;
    }
    if (this.#state.terminated) {
      this.#lastState = this.#state;
    }
    this.#process = process;
    this.#containerId = `local://${randomBytes(32).toString('hex')}`;
    const startedAt = Date.now();
    this.#state = { running: { startedAt: timestamp(startedAt) } };
    process.ended.then(ending => this.#ended(ending, startedAt));
    if (!this.#stopping) {
      this.#startProbes(environment);
    }
  }

  #failedToStart(error: Error): void {
    const reason =
      error instanceof ConfigError
        ? 'CreateContainerConfigError'
        : 'RunContainerError';
    this.#state = { waiting: { reason, message: error.message } };
    this.#listener.event('Warning', 'Failed', `Error: ${error.message}`);
    this.#listener.changed();
    this.#startIn(CONFIG_RETRY_MS);
  }

  #ended({ code, signal, error }: Ending, startedAt: number): void {
    this.#process = undefined;
    this.#endProbes();
    this.#state = {
      terminated: {
        containerID: this.#containerId,
        // A shell's way to say that a signal ended it, as the kubelet does.
        exitCode: code ?? 128 + (signal ?? 9),
        reason: code === 0 ? 'Completed' : 'Error',
        ...(signal !== undefined && { signal }),
        ...(error !== undefined && { message: error }),
        startedAt: timestamp(startedAt),
        finishedAt: timestamp(),
      },
    };
    this.#ready = false;
    this.#startupPassed = false;
    if (!this.#stopping && (this.#setting.restarts ?? true)) {
      this.#restart(Date.now() - startedAt);
    }
    this.#listener.changed();
  }

  #restart(ranMs: number): void {
    const delay = this.#backOff.delayAfter(ranMs);
    if (delay > 0) {
      const { name } = this.#container;
      this.#lastState = this.#state;
      const message = `back-off ${
        delay / 1000
      }s restarting failed container=${name}`;
      this.#state = { waiting: { reason: 'CrashLoopBackOff', message } };
      this.#listener.event('Warning', 'BackOff', message);
    }
    this.#startIn(delay);
  }

  #startIn(milliseconds: number): void {
    if (!this.#stopping) {
      this.#timer = setTimeout(() => this.start(), milliseconds);
    }
  }

  #startProbes(environment: Record<string, string>): void {
    const { startupProbe, readinessProbe, livenessProbe } = this.#container;
    const runner = {
      command: (words: string[]) => this.#commandLine(words, environment),
      cwd: this.#setting.cwd,
      env: environment,
    };
    const afterStartup = () => {
      this.#startupPassed = true;
      if (livenessProbe?.exec) {
        this.#probe(livenessProbe, runner, passes => {
          if (!passes) {
            this.#kill('liveness');
          }
        });
      }
      if (readinessProbe?.exec) {
        this.#probe(readinessProbe, runner, passes => this.#setReady(passes));
      } else {
        this.#setReady(true);
      }
    };
    if (!startupProbe?.exec) {
      afterStartup();
      return;
    }
    const startup = this.#probe(startupProbe, runner, passes => {
      startup.stop();
      if (passes) {
        afterStartup();
      } else {
        this.#kill('startup');
      }
    });
  }

  #probe(
    spec: NonNullable<Container['livenessProbe']>,
    runner: ConstructorParameters<typeof Probe>[1],
    onResult: (passes: boolean) => void,
  ): Probe {
    const probe = new Probe(spec, runner, onResult);
    this.#probes.push(probe);
    probe.start();
    return probe;
  }

  #endProbes(): void {
    this.#probes.splice(0).forEach(probe => probe.stop());
  }

  #setReady(ready: boolean): void {
    if (this.#ready !== ready) {
      this.#ready = ready;
      this.#listener.changed();
    }
  }

  #kill(probe: string): void {
    const { name } = this.#container;
    this.#listener.event(
      'Warning',
      'Unhealthy',
      `Container ${name} failed ${probe} probe, will be restarted`,
    );
    this.#endProbes();
    this.#process?.stop(this.#setting.graceSeconds);
  }

  async #fullEnvironment(): Promise<Record<string, string>> {
    const own = await this.#setting.environment();
    const { mounts, baseEnvironment } = this.#setting;
    const temporary = mounts.find(({ path }) => path === '/tmp');
    return {
      ...baseEnvironment,
      ...(temporary && { TMPDIR: temporary.folder }),
      ...Object.fromEntries(
        Object.entries(own).map(([name, value]) => [
          name,
          onThisMachine(value, mounts),
        ]),
      ),
    };
  }

  #ownCommand(): string[] {
    const { name, command = [], args = [] } = this.#container;
    const words = [...command, ...args];
    if (command.length === 0) {
      throw new Error(
        `container ${name} has no command: the local cluster has no images and cannot know it`,
      );
    }
    return words;
  }

  #commandLine(words: string[], environment: Record<string, string>): string[] {
    return words.map(word =>
      onThisMachine(expand(word, environment), this.#setting.mounts),
    );
  }
}

import { execFile } from 'node:child_process';
import { Probe as ProbeSpec } from 'kubernetes-types/core/v1';

/** Runs a probe's command as the container would. */
export interface ProbeRunner {
  command(words: string[]): string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** A container's probe: its command is run again and again. */
export class Probe {
  readonly #spec: ProbeSpec;
  readonly #runner: ProbeRunner;
  readonly #onResult: (passes: boolean) => void;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #successes = 0;
  #failures = 0;

  /**
   * @param onResult - called whenever enough probes in a row have passed or
   * failed
   */
  constructor(
    spec: ProbeSpec,
    runner: ProbeRunner,
    onResult: (passes: boolean) => void,
  ) {
    this.#spec = spec;
    this.#runner = runner;
    this.#onResult = onResult;
  }

  start(): void {
    this.#schedule(this.#spec.initialDelaySeconds ?? 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  #schedule(seconds: number): void {
    this.#timer = setTimeout(() => this.#probe(), seconds * 1000);
  }

  async #probe(): Promise<void> {
    const passes = await this.#run();
    if (this.#abort.signal.aborted) {
      return;
    }
    const {
      successThreshold = 1,
      failureThreshold = 3,
      periodSeconds = 10,
    } = this.#spec;
    this.#successes = passes ? this.#successes + 1 : 0;
    this.#failures = passes ? 0 : this.#failures + 1;
    if (this.#successes >= successThreshold) {
      this.#onResult(true);
    } else if (this.#failures >= failureThreshold) {
      this.#onResult(false);
    }
    if (!this.#abort.signal.aborted) {
      this.#schedule(periodSeconds);
    }
  }

  #run(): Promise<boolean> {
    const [command, ...args] = this.#runner.command(
      this.#spec.exec?.command ?? [],
    );
    return new Promise(resolve => {
      execFile(
        command,
        args,
        {
          cwd: this.#runner.cwd,
          env: this.#runner.env,
          timeout: (this.#spec.timeoutSeconds ?? 1) * 1000,
          killSignal: 'SIGKILL',
          signal: this.#abort.signal,
        },
        error => resolve(!error),
      );
    });
  }
}

import { isNotFound, NodeApi, PodName } from './apiClient';

/**
 * Writes one pod's status, one request at a time; a newer status replaces one
 * that still waits.
 */
export class StatusWriter {
  #waiting: object | undefined;
  #writing: Promise<void> | undefined;

  constructor(
    private readonly api: NodeApi,
    private readonly pod: PodName,
    private readonly onError: (error: Error) => void,
  ) {}

  write(status: object): void {
    this.#waiting = status;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when nothing waits to be written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting) {
      const status = this.#waiting;
      this.#waiting = undefined;
      try {
        await this.api.patchPodStatus(this.pod, status);
      } catch (error) {
        // Deleted by force: nobody asks for its status any more.
        if (!isNotFound(error)) {
          this.onError(error as Error);
        }
      }
    }
  }
}

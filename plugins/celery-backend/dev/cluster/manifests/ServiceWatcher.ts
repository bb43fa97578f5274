import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readService, Service, serviceFiles } from './readService';

const LOOK_EVERY_MS = 400;

export interface ServiceWatcherOptions {
  /** The folder whose folders are the services. */
  root: string;
  /** A service is new or was changed. */
  onService(service: Service): void;
  /** A service is gone. */
  onGone(name: string): void;
  /** A look has failed; the next one may not. */
  onError(error: Error): void;
}

/**
 * Tells which services there are, and each change within a second. It looks
 * instead of being told, which works alike everywhere, and takes a change as
 * finished when it looks the same twice.
 */
export class ServiceWatcher {
  readonly #options: ServiceWatcherOptions;
  /** What each service's files looked like, by its name. */
  readonly #known = new Map<string, { seen: string; read?: string }>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: ServiceWatcherOptions) {
    this.#options = options;
  }

  /** Reads all services that are there, then keeps looking. */
  async start(): Promise<void> {
    await this.#look().catch(this.#options.onError);
    await this.#look().catch(this.#options.onError);
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (!this.#stopped) {
      this.#timer = setTimeout(async () => {
        await this.#look().catch(this.#options.onError);
        this.#schedule();
      }, LOOK_EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    const names = await this.#names();
    for (const name of this.#known.keys()) {
      if (!names.includes(name)) {
        this.#known.delete(name);
        this.#options.onGone(name);
      }
    }
    await Promise.all(names.map(name => this.#lookAt(name)));
  }

  async #lookAt(name: string): Promise<void> {
    const folder = join(this.#options.root, name);
    const seen = await appearance(folder);
    const known = this.#known.get(name);
    if (known?.seen !== seen) {
      this.#known.set(name, { ...known, seen });
    } else if (known.read !== seen) {
      known.read = seen;
      this.#options.onService(await readService(name, folder));
    }
  }

  async #names(): Promise<string[]> {
    const entries = await readdir(this.#options.root, {
      withFileTypes: true,
    }).catch(() => []);
    return entries
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
  }
}

async function appearance(folder: string): Promise<string> {
  const files = await serviceFiles(folder);
  const states = await Promise.all(
    files.map(async file => {
      const { mtimeMs, size } = await stat(join(folder, file)).catch(() => ({
        mtimeMs: 0,
        size: -1,
      }));
      return `${file} ${mtimeMs} ${size}`;
    }),
  );
  return states.join('\n');
}

import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Pod } from '../store/objects';

const MOST_FILES = 200;
const MOST_LINES = 5000;

/** The output of pods, a file each, and for some time after their end. */
export class PodLogs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  fileOf({ metadata: { namespace, name } }: Pod): string {
    return join(this.#folder, namespace, `${name}.log`);
  }

  /** The newest lines. */
  async read(pod: Pod, tailLines: number = MOST_LINES): Promise<string> {
    const file = this.fileOf(pod);
    const parts = await Promise.all(
      [`${file}.1`, file].map(part => readFile(part, 'utf8').catch(() => '')),
    );
    const lines = parts.join('').split(/(?<=\n)(?=.)/s);
    const first = lines.length - Math.min(tailLines, MOST_LINES);
    return lines.slice(Math.max(0, first)).join('');
  }

  /** Removes the oldest files when there are too many. */
  async removeOld(): Promise<void> {
    const entries = await readdir(this.#folder, {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    const files = await Promise.all(
      entries
        .filter(entry => entry.isFile() && entry.parentPath !== this.#folder)
        .map(async entry => {
          const path = join(entry.parentPath, entry.name);
          const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
          return { path, mtimeMs };
        }),
    );
    files.sort((a, b) => b.mtimeMs - a.mtimeMs);
    await Promise.allSettled(
      files.slice(MOST_FILES).map(({ path }) => rm(path, { force: true })),
    );
  }
}

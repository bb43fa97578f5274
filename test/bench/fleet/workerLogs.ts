import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const FIRST_TASK = /^\{.*"message": ?"Task \S+ received".*\}$/m;

/** When each pod took its first task, milliseconds since 1970, by pod name. */
export async function firstTasks(folder: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const file of await readdir(folder)) {
    const [line] =
      FIRST_TASK.exec(await readFile(join(folder, file), 'utf8')) ?? [];
    if (line) {
      times.set(basename(file, '.log'), Date.parse(JSON.parse(line).time));
    }
  }
  return times;
}

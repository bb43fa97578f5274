import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LINE =
  /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),(\d{3}): \w+\/[^\]]+\] Task \S+\[([0-9a-f-]{36})\] (received|succeeded)/;

/** What the workers' logs say about one task. */
export interface TaskHistory {
  /** When a worker took it, each time; milliseconds since 1970. */
  received: number[];
  /** When it ended well, each time. */
  succeeded: number[];
}

/** Reads the logs of all pods of a namespace. */
export async function readTasks(
  folder: string,
): Promise<Map<string, TaskHistory>> {
  const tasks = new Map<string, TaskHistory>();
  for (const file of await readdir(folder)) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const line of text.split('\n')) {
      const match = LINE.exec(line);
      if (match) {
        const [, time, milliseconds, id, what] = match;
        const history = tasks.get(id) ?? { received: [], succeeded: [] };
        history[what as keyof TaskHistory].push(
          Date.parse(`${time}.${milliseconds}`),
        );
        tasks.set(id, history);
      }
    }
  }
  return tasks;
}

/** The tasks' fate in numbers. */
export function summarize(tasks: ReadonlyMap<string, TaskHistory>) {
  const histories = [...tasks.values()];
  const ends = histories.flatMap(({ succeeded }) => succeeded);
  return {
    tasks: histories.length,
    done: histories.filter(({ succeeded }) => succeeded.length > 0).length,
    doneTwice: histories.filter(({ succeeded }) => succeeded.length > 1).length,
    startedAgain: histories.filter(({ received }) => received.length > 1)
      .length,
    lastEnd: Math.max(...ends),
  };
}

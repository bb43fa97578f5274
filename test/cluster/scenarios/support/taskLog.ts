import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of a worker's log. */
interface LogLine {
  time?: string;
  message?: string;
}

const TASK = /^Task \S+\[([0-9a-f-]{36})\] (received|succeeded)/;

/** What the workers' logs say about one task. */
interface TaskHistory {
  /** When a worker took it, each time; milliseconds since 1970. */
  received: number[];
  /** When it ended well, each time. */
  succeeded: number[];
}

/** What became of all tasks, by the logs of a namespace's pods. */
export async function summarizeTasks(folder: string) {
  const histories = [...(await readHistories(folder)).values()];
  return {
    tasks: histories.length,
    done: histories.filter(({ succeeded }) => succeeded.length > 0).length,
    doneTwice: histories.filter(({ succeeded }) => succeeded.length > 1).length,
    startedAgain: histories.filter(({ received }) => received.length > 1)
      .length,
    /** When the last one ended; milliseconds since 1970. */
    lastEnd: Math.max(...histories.flatMap(({ succeeded }) => succeeded)),
  };
}

async function readHistories(
  folder: string,
): Promise<Map<string, TaskHistory>> {
  const tasks = new Map<string, TaskHistory>();
  for (const file of await readdir(folder).catch(() => [])) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const { message = '', time = '' } of text.split('\n').map(parse)) {
      const match = TASK.exec(message);
      if (match) {
        const [, id, what] = match;
        const history = tasks.get(id) ?? { received: [], succeeded: [] };
        history[what as keyof TaskHistory].push(Date.parse(time));
        tasks.set(id, history);
      }
    }
  }
  return tasks;
}

function parse(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    // Celery's banner, and what Python itself says.
    return {};
  }
}

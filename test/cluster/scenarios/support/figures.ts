import { print } from './print';

/** The default plan: this many workers at most, each with this many tasks. */
const MOST_WORKERS = 20;
const TASKS_PER_WORKER = 2;

export interface Run {
  /** What it was, in a word. */
  name: string;
  tasks: number;
  taskSeconds: number;
  /** When the tasks were sent; milliseconds since 1970. */
  sentAt: number;
  outcome: {
    done: number;
    doneTwice: number;
    startedAgain: number;
    lastEnd: number;
  };
  workers: { pods: number; podSeconds: number };
}

/**
 * Prints what a run took beside what it takes at best: with all workers warm
 * at the first moment, none idle before the last task, and gone right after it.
 * A row of the table in templates/celery-service/README.md.
 */
export function printFigures(run: Run): void {
  const { name, outcome, sentAt, tasks, taskSeconds, workers } = run;
  const atOnce = MOST_WORKERS * TASKS_PER_WORKER;
  const cells = [
    `${name}: ${tasks} x ${taskSeconds} s`,
    beside(
      Math.round((outcome.lastEnd - sentAt) / 1000),
      Math.ceil(tasks / atOnce) * taskSeconds,
    ),
    beside(workers.podSeconds, (tasks / TASKS_PER_WORKER) * taskSeconds),
    workers.pods,
    outcome.startedAgain,
    outcome.doneTwice,
    tasks - outcome.done,
  ];
  print(
    '| run | seconds (at best) | pod-seconds (at best) | pods | started again | done twice | lost |',
    `| ${cells.join(' | ')} |`,
  );
}

function beside(measured: number, best: number): string {
  return `${measured} (${best}: ${(measured / best).toFixed(2)}x)`;
}

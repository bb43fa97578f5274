import { Incident, Rerun } from './explain';
import { HARMS } from './harms';

const TITLES: Record<Incident['kind'], string> = {
  stopped: HARMS.stopped.title,
  killed: HARMS.killed.title,
  childKilled: HARMS.childKilled.title,
  cut: HARMS.cut.title,
  forgotten: HARMS.forgotten.title,
  scaledIn: 'pod scaled in (SIGTERM)',
  sentAgain: 'message lost, sent again by the outbox',
};

export interface Outcome {
  tasks: number;
  done: number;
  doneTwice: number;
  seconds: number;
  incidents: readonly Incident[];
  reruns: readonly Rerun[];
}

/** What happened and what it cost, as tables in Markdown. */
export function figures({ incidents, reruns, ...outcome }: Outcome): string {
  const kinds = Object.keys(TITLES) as Incident['kind'][];
  const rows = kinds.map(kind => [
    TITLES[kind],
    incidents
      .filter(incident => incident.kind === kind)
      .reduce((sum, { orders }) => sum + (orders?.length ?? 1), 0),
    reruns.filter(({ because }) => because?.kind === kind).length,
  ]);
  return [
    ...table(['harm', 'times', 'runs again'], rows),
    '',
    ...table(
      ['tasks', 'seconds', 'done', 'done twice', 'runs again', 'unexplained'],
      [
        [
          outcome.tasks,
          outcome.seconds.toFixed(0),
          outcome.done,
          outcome.doneTwice,
          reruns.length,
          reruns.filter(({ because }) => !because).length,
        ],
      ],
    ),
  ].join('\n');
}

function table(
  titles: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number>>,
): string[] {
  return [titles, titles.map(() => '---'), ...rows].map(
    cells => `| ${cells.join(' | ')} |`,
  );
}

import type { Figure } from './figures';

const HEAD = [
  'workload',
  'plan',
  'turnaround (p95)',
  'worker seconds',
  'worker starts',
  'killed',
  'stranded',
  'lost',
];

function timesOf(ratio: number): string {
  return Number.isFinite(ratio) ? `${ratio.toFixed(2)}x` : 'never';
}

/** The figures as a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure, i) => [
    figures[i - 1]?.workload === figure.workload ? '' : figure.workload,
    figure.plan,
    timesOf(figure.turnaround),
    timesOf(figure.workerSeconds),
    String(figure.workerStarts),
    String(figure.killed),
    String(figure.stranded),
    String(figure.lost),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(HEAD),
    line(HEAD.map((_, i) => (i < 2 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

import { FleetFigures, MeasuredFleet } from './measure';

/** Real and predicted figures side by side, as a table in Markdown. */
export interface FleetRow {
  workload: string;
  real: MeasuredFleet;
  model: FleetFigures;
}

const FIGURES = [
  ['tasks done', 'done'],
  ['makespan, s', 'makespanSeconds'],
  ['worker seconds', 'workerSeconds'],
  ['pods', 'pods'],
] as const;

export function fleetTable(rows: readonly FleetRow[]): string {
  const lines = rows.flatMap(({ workload, real, model }) =>
    FIGURES.map(([title, figure], i) =>
      [
        i === 0
          ? `${workload} (start ${real.coldStartSeconds.toFixed(1)} s)`
          : '',
        title,
        real[figure].toFixed(0),
        model[figure].toFixed(0),
        `${(model[figure] / real[figure]).toFixed(2)}x`,
      ].join(' | '),
    ),
  );
  return [
    '| workload | figure | real | model | model / real |',
    '| --- | --- | ---: | ---: | ---: |',
    ...lines.map(line => `| ${line} |`),
  ].join('\n');
}

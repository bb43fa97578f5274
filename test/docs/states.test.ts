import {
  diagnosisMessages,
  DIAGNOSIS_SEVERITIES,
  DIAGNOSIS_STATES,
  DiagnosisState,
  planScaling,
} from '@celery-keda/backstage-plugin-celery-common';
import { STATE_LOOKS } from '../../plugins/celery-common/src/diagnosis/states';
import { readDocument } from './documents';

const SHAPES = {
  square: '■',
  triangle: '▲',
  'circle-quarter': '◔',
  'circle-half': '◐',
  'circle-full': '●',
  'circle-empty': '○',
} as const;

/** The cells of each row of a document's tables, below the last heading. */
function rowsOf(path: string): { section: string; cells: string[] }[] {
  let section = '';
  return readDocument(path)
    .text.split('\n')
    .flatMap(line => {
      section = line.match(/^## (.*)/)?.[1] ?? section;
      return line.startsWith('| ') && !line.startsWith('| --')
        ? [
            {
              section,
              cells: line
                .split('|')
                .slice(1, -1)
                .map(cell => cell.trim()),
            },
          ]
        : [];
    });
}

it('explains every state, under its severity, with its title and shape', () => {
  const explained = rowsOf('docs/states.md')
    .filter(({ cells }) => /^`/.test(cells[1]))
    .map(({ section, cells: [title, id, shape] }) => ({
      section,
      title,
      id: id.replace(/`/g, ''),
      shape,
    }));
  const states = [...DIAGNOSIS_STATES].sort(
    (a, b) => severityOf(a) - severityOf(b),
  );
  expect(explained).toEqual(
    states.map(id => ({
      section: capital(STATE_LOOKS[id].severity),
      title: diagnosisMessages[`diagnosis.title.${id}`],
      id,
      shape: SHAPES[STATE_LOOKS[id].shape],
    })),
  );
});

it('says what to do about each of them', () => {
  const silent = rowsOf('docs/states.md').filter(({ cells }) =>
    cells.some(cell => !cell),
  );
  expect(silent).toEqual([]);
});

it('shows the plan of the default answers as it is', () => {
  const shown = rowsOf('docs/scaling.md')
    .map(({ cells }) => cells.at(-1)!.match(/^`(\w+)` (\S+)$/))
    .flatMap(match => (match ? [[match[1], match[2]]] : []));
  const plan = planScaling();
  expect(shown.length).toBeGreaterThan(12);
  expect(Object.fromEntries(shown)).toEqual(
    Object.fromEntries(
      shown.map(([name]) => [name, String(plan[name as keyof typeof plan])]),
    ),
  );
});

function severityOf(state: DiagnosisState): number {
  return DIAGNOSIS_SEVERITIES.indexOf(STATE_LOOKS[state].severity);
}

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}

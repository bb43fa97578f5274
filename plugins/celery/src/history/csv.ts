import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';

const MEASURES = [
  'length',
  'inFlight',
  'scheduled',
  'oldestAgeSeconds',
  'replicas',
  'desiredReplicas',
] as const;

const PARTS = ['min', 'avg', 'max'] as const;

/**
 * A queue's history as comma-separated values, one line a step; what is
 * unknown is left empty.
 *
 * @see RFC 4180
 */
export function historyToCsv(history: ServiceHistory, queue: string): string {
  const points =
    history.queues.find(({ name }) => name === queue)?.points ?? [];
  const header = [
    'queue',
    'at',
    'stepSeconds',
    ...MEASURES.flatMap(measure => PARTS.map(part => `${measure}.${part}`)),
  ];
  const lines = points.map(point => [
    queue,
    point.at,
    history.stepSeconds,
    ...MEASURES.flatMap(measure =>
      PARTS.map(part => point[measure]?.[part] ?? ''),
    ),
  ]);
  return [header, ...lines]
    .map(line => `${line.map(cell).join(',')}\r\n`)
    .join('');
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

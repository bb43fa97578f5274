import { SimulationSample } from '@celery-keda/backstage-plugin-celery-common';
import { TextKey } from '../i18n';

/** What is drawn over time, and listed in the table. */
export interface Series {
  key: 'running' | 'held' | 'waiting' | 'workers' | 'wanted';
  name: TextKey;
  of: (sample: SimulationSample) => number;
}

/** Tasks, stacked from the axis on. */
const TASK_SERIES: readonly Series[] = [
  { key: 'running', name: 'preview.running', of: ({ running }) => running },
  {
    key: 'held',
    name: 'preview.held',
    of: ({ inFlight, running }) => Math.max(0, inFlight - running),
  },
  { key: 'waiting', name: 'preview.waiting', of: ({ waiting }) => waiting },
];

/** Workers that are there, and those asked for. */
export const WORKER_SERIES: readonly Series[] = [
  { key: 'workers', name: 'preview.workers', of: ({ workers }) => workers },
  { key: 'wanted', name: 'preview.wanted', of: ({ wanted }) => wanted },
];

/** The tasks' series that have something to show. */
export function shownTasks(samples: readonly SimulationSample[]): Series[] {
  return TASK_SERIES.filter(
    ({ key, of }) => key !== 'held' || samples.some(sample => of(sample) > 0),
  );
}

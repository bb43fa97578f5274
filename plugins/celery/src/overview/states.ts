/**
 * What an overview says about a queue: what its numbers and its recorded
 * workers tell, or why there are none. Why workers do what they do is on the
 * service's own page.
 *
 * @public
 */
export type OverviewState =
  | 'stranded'
  | 'stalled'
  | 'broker-unreachable'
  | 'broker-stale'
  | 'queue-unreadable'
  | 'unknown'
  | 'not-permitted'
  | 'annotations'
  | 'waking'
  | 'waiting'
  | 'scaling-out'
  | 'growing'
  | 'draining'
  | 'cooling-down'
  | 'steady'
  | 'working'
  | 'scheduled'
  | 'idle';

/** All states, worst first. */
export const OVERVIEW_STATES = [
  'stranded',
  'stalled',
  'broker-unreachable',
  'broker-stale',
  'queue-unreadable',
  'unknown',
  'not-permitted',
  'annotations',
  'waking',
  'waiting',
  'scaling-out',
  'growing',
  'draining',
  'cooling-down',
  'steady',
  'working',
  'scheduled',
  'idle',
] as const satisfies readonly OverviewState[];

/**
 * The name of a span of time that a history is shown for.
 *
 * @public
 */
export type HistoryRangeName = '1h' | '6h' | '24h' | '7d';

/** The spans of time that a history is shown for, in seconds. */
export const HISTORY_RANGES = {
  '1h': 3_600,
  '6h': 21_600,
  '24h': 86_400,
  '7d': 604_800,
} as const satisfies Record<HistoryRangeName, number>;

/** Their names, shortest first. */
export const HISTORY_RANGE_NAMES = Object.keys(
  HISTORY_RANGES,
) as HistoryRangeName[];

/** Whether a text names a span of time. */
export function isHistoryRangeName(
  name: string | null,
): name is HistoryRangeName {
  return HISTORY_RANGE_NAMES.some(known => known === name);
}

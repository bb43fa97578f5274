import { OVERVIEW_LOOKS } from './looks';
import { OverviewRow } from './rows';

/** A sum, and how many rows it leaves out because they are not known. */
export interface Sum {
  value: number;
  /** How many rows it adds up. */
  known: number;
  unknown: number;
}

/** What rows come to together. */
export interface Totals {
  services: number;
  queues: number;
  inTrouble: Sum;
  waiting: Sum;
  inFlight: Sum;
  workers: Sum;
}

/** Adds rows up. */
export function totalsOf(rows: readonly OverviewRow[]): Totals {
  return {
    services: new Set(rows.map(row => row.entityRef)).size,
    queues: rows.length,
    inTrouble: sumOf(rows.map(troubleOf)),
    waiting: sumOf(rows.map(({ queue }) => queue?.length)),
    inFlight: sumOf(rows.map(({ queue }) => queue?.inFlight)),
    workers: sumOf(rows.map(({ workers }) => workers?.current)),
  };
}

/** How many queues in trouble a row is; `null` where nobody can tell. */
function troubleOf({ state }: OverviewRow): number | null {
  const { severity } = OVERVIEW_LOOKS[state];
  return severity === 'unknown' ? null : Number(severity === 'trouble');
}

function sumOf(values: readonly (number | null | undefined)[]): Sum {
  const known = values.flatMap(value => value ?? []);
  return {
    value: known.reduce((sum, value) => sum + value, 0),
    known: known.length,
    unknown: values.length - known.length,
  };
}

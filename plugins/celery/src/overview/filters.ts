import { OverviewRow } from './rows';
import { OVERVIEW_STATES, OverviewState } from './states';

/** Which rows are wanted; what is absent does not matter. */
export interface Filters {
  /** Only what the viewer owns. */
  mine: boolean;
  owner?: string;
  state?: OverviewState;
  broker?: string;
  /** Part of a name, in any case. */
  text?: string;
}

const PARAMS = {
  mine: 'mine',
  owner: 'owner',
  state: 'state',
  broker: 'broker',
  text: 'q',
} as const;

/** The filters that a page begins with. */
export type FirstFilters = Pick<Filters, 'owner' | 'state' | 'broker'>;

/**
 * The filters that a page's address asks for.
 *
 * @param first - holds for what the address leaves out
 */
export function filtersOf(
  search: URLSearchParams,
  first: Partial<Filters> = {},
): Filters {
  const textOf = (name: 'owner' | 'state' | 'broker' | 'text') =>
    (search.get(PARAMS[name]) ?? first[name]) || undefined;
  const mine = search.get(PARAMS.mine);
  const wantedState = textOf('state');
  return {
    mine: mine === null ? first.mine ?? false : mine === 'true',
    owner: textOf('owner'),
    state: OVERVIEW_STATES.find(state => state === wantedState),
    broker: textOf('broker'),
    text: textOf('text'),
  };
}

/**
 * The address that asks for these filters; the rest of it stays.
 *
 * @param first - what the page begins with, which an address may take away
 */
export function withFilters(
  search: URLSearchParams,
  filters: Partial<Filters>,
  first: Partial<Filters> = {},
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(filters)) {
    const param = PARAMS[name as keyof Filters];
    if (value === undefined || value === '') {
      next.delete(param);
      if (first[name as keyof Filters]) {
        next.set(param, '');
      }
    } else {
      next.set(param, String(value));
    }
  }
  return next;
}

/** The rows that are wanted. */
export function filterRows(
  rows: readonly OverviewRow[],
  filters: Filters,
  ownRefs: ReadonlySet<string>,
): OverviewRow[] {
  const { mine, owner, state, broker } = filters;
  const text = filters.text?.trim().toLocaleLowerCase();
  return rows.filter(
    row =>
      (!mine || row.owners.some(ref => ownRefs.has(ref))) &&
      (!owner || row.owners.includes(owner)) &&
      (!state || row.state === state) &&
      (!broker || row.broker === broker) &&
      (!text || searchedIn(row).includes(text)),
  );
}

function searchedIn(row: OverviewRow): string {
  return [row.service, row.entityRef, row.queueName, row.broker, ...row.owners]
    .join('\n')
    .toLocaleLowerCase();
}

/** What there is to choose from, whatever is chosen already. */
export function choicesOf(rows: readonly OverviewRow[], filters: Filters) {
  const states = new Set(rows.map(row => row.state));
  return {
    owners: textsOf([...rows.flatMap(row => row.owners), filters.owner]),
    states: OVERVIEW_STATES.filter(
      state => states.has(state) || state === filters.state,
    ),
    brokers: textsOf([...rows.map(row => row.broker), filters.broker]),
  };
}

function textsOf(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.flatMap(text => text ?? []))].sort((a, b) =>
    a.localeCompare(b),
  );
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CompoundEntityRef } from '@backstage/catalog-model';
import {
  celeryHistoryReadPermission,
  MAX_HISTORY_POINTS,
  ServiceHistory,
} from '@celery-keda/backstage-plugin-celery-common';
import { CeleryEntities } from '../status/CeleryEntities';
import { HistoryStore, HistoryWindow } from './HistoryStore';

const HOUR = 3600;
const MINUTE = 60;
/** Steps that fall on round times, in seconds. */
const ROUND_STEPS = [
  15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200,
];
const DAY = 86_400;

/**
 * What a caller may ask of a history.
 *
 * @internal
 */
export interface HistoryQuery {
  /** ISO 8601; an hour before `to` when left out. */
  from?: string;
  /** ISO 8601; now when left out. */
  to?: string;
  stepSeconds?: number;
}

/**
 * Answers for the history of entities, as far as the caller may see it.
 *
 * @internal
 */
export class HistoryReader {
  readonly #entities: CeleryEntities;
  readonly #store: HistoryStore;
  readonly #now: () => number;

  constructor(options: {
    entities: CeleryEntities;
    store: HistoryStore;
    now?: () => number;
  }) {
    this.#entities = options.entities;
    this.#store = options.store;
    this.#now = options.now ?? Date.now;
  }

  /**
   * The history of one entity's queues.
   *
   * @throws NotFoundError, NotAllowedError or InputError, whose messages say
   * what to do.
   */
  async one(
    ref: CompoundEntityRef,
    query: HistoryQuery,
    credentials: BackstageCredentials,
  ): Promise<ServiceHistory> {
    const { entityRef, queues } = await this.#entities.one(ref, {
      permission: celeryHistoryReadPermission,
      credentials,
    });
    const now = this.#now() / 1000;
    const window = windowOf(query, now, this.#store.samplesSince(now));
    const points = await this.#store.read(entityRef, queues, window);
    return {
      entityRef,
      from: iso(window.from),
      to: iso(window.to),
      stepSeconds: window.step,
      queues: queues.map(name => ({ name, points: points.get(name) ?? [] })),
    };
  }
}

/**
 * The steps that answer a query: as asked for, but never more than a page can
 * show, and no finer than what is kept of that time.
 *
 * @param samplesSince - from when on samples are kept, in seconds since 1970
 *
 * @internal
 */
export function windowOf(
  query: HistoryQuery,
  now: number,
  samplesSince: number,
): HistoryWindow {
  const to = query.to === undefined ? now : Date.parse(query.to) / 1000;
  const from =
    query.from === undefined ? to - HOUR : Date.parse(query.from) / 1000;
  // Both ends are rounded outwards, which may add a step.
  const shortest = (to - from) / (MAX_HISTORY_POINTS - 1);
  const asked = query.stepSeconds ?? 0;
  let step = asked >= shortest && asked > 0 ? asked : roundStep(shortest);
  if (from < samplesSince) {
    step = Math.ceil(step / MINUTE) * MINUTE;
  }
  return {
    from: Math.floor(from / step) * step,
    to: Math.ceil(to / step) * step,
    step,
  };
}

function roundStep(shortest: number): number {
  return (
    ROUND_STEPS.find(step => step >= shortest) ??
    Math.ceil(shortest / DAY) * DAY
  );
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

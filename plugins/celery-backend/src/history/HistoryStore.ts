import { DatabaseService } from '@backstage/backend-plugin-api';
import {
  HistoryPoint,
  HistoryRange,
  RecordedWorkers,
} from '@celery-keda/backstage-plugin-celery-common';

type Database = Awaited<ReturnType<DatabaseService['getClient']>>;

const QUEUES = 'celery_history_queues';
const SAMPLES = 'celery_history_samples';
const MINUTES = 'celery_history_minutes';

/**
 * How long raw samples are kept, in seconds: an hour, and what clocks and
 * requests may be late by.
 */
const SAMPLES_KEPT = 3720;
const MINUTE = 60;
const DAY = 86_400;
const ROWS_PER_INSERT = 200;
/** What was sampled longer ago says nothing about now, in seconds. */
const LATELY = 180;

const COLUMNS = {
  length: 'length',
  inFlight: 'in_flight',
  scheduled: 'scheduled',
  oldestAgeSeconds: 'oldest_age',
  replicas: 'replicas',
  desiredReplicas: 'desired_replicas',
} as const;

type Measure = keyof typeof COLUMNS;
const MEASURES = Object.keys(COLUMNS) as Measure[];

/**
 * What was known about a queue at one moment; `null` is unknown.
 *
 * @internal
 */
export interface HistorySample extends Record<Measure, number | null> {
  entityRef: string;
  queue: string;
  /** Seconds since 1970. */
  at: number;
}

/**
 * A stretch of history in equal steps. All in seconds; `from` is a multiple of
 * `step`.
 *
 * @internal
 */
export interface HistoryWindow {
  from: number;
  to: number;
  step: number;
}

/**
 * One row of aggregated history. PostgreSQL sends large integers as text.
 */
type Row = {
  queue_id: number;
  bucket: number | string;
  samples: number | string;
} & Record<string, number | string | null>;

type LatestRow = {
  entity_ref: string;
  queue: string;
  replicas: number;
  desired_replicas: number | null;
} & Record<'at' | 'unattended_since', number | string | null>;

/**
 * Keeps the history of queues in the plugin's database: raw samples for an
 * hour, then their minima, averages and maxima a minute.
 *
 * @internal
 */
export class HistoryStore {
  readonly #database: Database;
  readonly #retentionDays: number;
  readonly #queueIds = new Map<string, number>();

  constructor(database: Database, options: { retentionDays: number }) {
    this.#database = database;
    this.#retentionDays = options.retentionDays;
  }

  /** Adds samples; one that is there already stays as it is. */
  async add(samples: readonly HistorySample[]): Promise<void> {
    if (samples.length === 0) {
      return;
    }
    await this.#ensureQueues(samples);
    const rows = samples.map(sample => ({
      queue_id: this.#queueIds.get(queueKeyOf(sample)),
      at: sample.at,
      ...Object.fromEntries(
        MEASURES.map(measure => [COLUMNS[measure], sample[measure]]),
      ),
    }));
    await this.#database.transaction(async transaction => {
      for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
        await transaction(SAMPLES)
          .insert(rows.slice(start, start + ROWS_PER_INSERT))
          .onConflict(['queue_id', 'at'])
          .ignore();
      }
    });
  }

  /** Sums finished minutes up, and lets go of what is too old. */
  async rollUp(now: number): Promise<void> {
    const until = Math.floor(now / MINUTE) * MINUTE;
    const ranges = Object.values(COLUMNS);
    await this.#database.raw(
      `insert into ${MINUTES} (queue_id, at, samples, ${ranges
        .flatMap(name => [`${name}_min`, `${name}_avg`, `${name}_max`])
        .join(', ')})
       select queue_id, (at / ${MINUTE}) * ${MINUTE}, count(*), ${ranges
        .flatMap(name => [`min(${name})`, `avg(${name})`, `max(${name})`])
        .join(', ')}
       from ${SAMPLES} where at >= ? and at < ?
       group by queue_id, (at / ${MINUTE}) * ${MINUTE}
       on conflict (queue_id, at) do nothing`,
      [await this.#rolledUpUntil(), until],
    );
    await this.#database(SAMPLES)
      .where('at', '<', until - SAMPLES_KEPT)
      .delete();
    await this.#database(MINUTES)
      .where('at', '<', now - this.#retentionDays * DAY)
      .delete();
    await this.#forgetQueues();
  }

  /**
   * The points of queues of one entity, by queue. Steps without samples are
   * left out.
   */
  async read(
    entityRef: string,
    queues: readonly string[],
    window: HistoryWindow,
  ): Promise<Map<string, HistoryPoint[]>> {
    const known: Array<{ id: number; queue: string }> = await this.#database(
      QUEUES,
    )
      .select('id', 'queue')
      .where('entity_ref', entityRef)
      .whereIn('queue', queues);
    const ids = known.map(({ id }) => id);
    // Steps of less than a minute are for stretches that samples cover alone.
    const rolledUp =
      window.step < MINUTE ? 0 : Math.max(0, await this.#rolledUpUntil());
    const rows: Row[] =
      ids.length === 0
        ? []
        : [
            ...(await this.#aggregate(MINUTES, ids, window, {
              from: window.from,
              to: Math.min(window.to, rolledUp),
            })),
            ...(await this.#aggregate(SAMPLES, ids, window, {
              from: Math.max(window.from, rolledUp),
              to: window.to,
            })),
          ];
    return new Map(
      known.map(({ id, queue }) => [
        queue,
        toPoints(
          rows.filter(row => row.queue_id === id),
          window,
        ),
      ]),
    );
  }

  /**
   * The workers of every queue by its newest sample that has them, by entity
   * ref. What was not sampled lately is left out.
   */
  async latest(now: number): Promise<Map<string, RecordedWorkers[]>> {
    const since = Math.floor(now) - LATELY;
    // Looks into the samples queue by queue, from the newest on, so that most
    // queues cost one look. A queue is unattended since the first sample after
    // the newest with either a worker or no work.
    const rows: LatestRow[] = await this.#database
      .withMaterialized('newest', query =>
        query.from(`${QUEUES} as q`).select(
          'q.id',
          'q.entity_ref',
          'q.queue',
          this.#database.raw(
            `(select l.at from ${SAMPLES} l
                where l.queue_id = q.id and l.at >= ? and l.replicas is not null
                order by l.at desc limit 1) as at`,
            [since],
          ),
        ),
      )
      .from('newest as n')
      .join(`${SAMPLES} as s`, join =>
        join.on('s.queue_id', 'n.id').on('s.at', 'n.at'),
      )
      .select(
        'n.entity_ref',
        'n.queue',
        'n.at',
        's.replicas',
        's.desired_replicas',
        this.#database.raw(
          `case when not (${attended('s')}) then (
             select min(u.at) from ${SAMPLES} u
             where u.queue_id = n.id and u.at >= ? and u.replicas is not null
               and u.at > coalesce((
                 select max(a.at) from ${SAMPLES} a
                 where a.queue_id = n.id and a.at >= ? and (${attended('a')})
               ), 0)
           ) end as unattended_since`,
          [since, since],
        ),
      );
    const found = new Map<string, RecordedWorkers[]>();
    for (const row of rows) {
      const known = found.get(row.entity_ref) ?? [];
      found.set(row.entity_ref, [...known, toRecordedWorkers(row)]);
    }
    return found;
  }

  /** Raw samples reach back to here. */
  samplesSince(now: number): number {
    return now - SAMPLES_KEPT;
  }

  /** The end of the last minute that was summed up. */
  async #rolledUpUntil(): Promise<number> {
    const [{ last }] = await this.#database(MINUTES).max('at as last');
    return last === null ? 0 : Number(last) + MINUTE;
  }

  async #aggregate(
    table: typeof SAMPLES | typeof MINUTES,
    ids: readonly number[],
    window: HistoryWindow,
    part: { from: number; to: number },
  ): Promise<Row[]> {
    if (part.from >= part.to) {
      return [];
    }
    const minutes = table === MINUTES;
    const bucket = this.#database.raw(
      '((at - cast(? as bigint)) / cast(? as bigint)) as bucket',
      [window.from, window.step],
    );
    const ranges = Object.values(COLUMNS).flatMap(name => {
      const [min, avg, max] = ['min', 'avg', 'max'].map(kind =>
        minutes ? `${name}_${kind}` : name,
      );
      return [
        `min(${min}) as ${name}_min`,
        minutes
          ? `sum(${avg} * samples) / sum(case when ${avg} is null then null else samples end) as ${name}_avg`
          : `avg(${avg}) as ${name}_avg`,
        `max(${max}) as ${name}_max`,
      ];
    });
    return this.#database(table)
      .select('queue_id', bucket)
      .select(
        this.#database.raw(
          `${minutes ? 'sum(samples)' : 'count(*)'} as samples, ${ranges.join(
            ', ',
          )}`,
        ),
      )
      .whereIn('queue_id', [...ids])
      .where('at', '>=', part.from)
      .where('at', '<', part.to)
      .groupBy('queue_id', 'bucket')
      .orderBy('bucket');
  }

  async #ensureQueues(samples: readonly HistorySample[]): Promise<void> {
    const missing = samples.filter(
      sample => !this.#queueIds.has(queueKeyOf(sample)),
    );
    if (missing.length === 0) {
      return;
    }
    const rows = missing.map(({ entityRef, queue }) => ({
      entity_ref: entityRef,
      queue,
    }));
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      await this.#database(QUEUES)
        .insert(rows.slice(start, start + ROWS_PER_INSERT))
        .onConflict(['entity_ref', 'queue'])
        .ignore();
    }
    const known: Array<{ id: number; entity_ref: string; queue: string }> =
      await this.#database(QUEUES).select('id', 'entity_ref', 'queue');
    for (const { id, entity_ref: entityRef, queue } of known) {
      this.#queueIds.set(queueKeyOf({ entityRef, queue }), id);
    }
  }

  /** Drops queues of which nothing is left. */
  async #forgetQueues(): Promise<void> {
    const gone = await this.#database(QUEUES)
      .whereNotExists(
        this.#database(SAMPLES).whereRaw(`queue_id = ${QUEUES}.id`),
      )
      .whereNotExists(
        this.#database(MINUTES).whereRaw(`queue_id = ${QUEUES}.id`),
      )
      .delete();
    if (gone > 0) {
      this.#queueIds.clear();
    }
  }
}

function queueKeyOf(queue: { entityRef: string; queue: string }): string {
  return `${queue.entityRef}\n${queue.queue}`;
}

/** Whether a sample has a worker, ready or called for, or no work. */
function attended(sample: string): string {
  return `coalesce(${sample}.replicas, 0) > 0
    or coalesce(${sample}.desired_replicas, 0) > 0
    or (coalesce(${sample}.length, 0) = 0
      and coalesce(${sample}.in_flight, 0) = 0)`;
}

function toRecordedWorkers(row: LatestRow): RecordedWorkers {
  const since = row.unattended_since;
  return {
    name: row.queue,
    current: row.replicas,
    desired: row.desired_replicas,
    at: iso(row.at),
    ...(since !== null && { unattendedSince: iso(since) }),
  };
}

function iso(seconds: number | string | null): string {
  return new Date(Number(seconds) * 1000).toISOString();
}

/** Minutes and samples may share one step: they become one point. */
function toPoints(rows: readonly Row[], window: HistoryWindow): HistoryPoint[] {
  const buckets = new Map<number, Row[]>();
  for (const row of rows) {
    const bucket = Number(row.bucket);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
  }
  return [...buckets]
    .sort(([one], [other]) => one - other)
    .map(([bucket, parts]) => ({
      at: new Date((window.from + bucket * window.step) * 1000).toISOString(),
      ...(Object.fromEntries(
        MEASURES.map(measure => [measure, rangeOf(COLUMNS[measure], parts)]),
      ) as Record<Measure, HistoryRange>),
    }));
}

function rangeOf(column: string, rows: readonly Row[]): HistoryRange {
  const parts = rows.filter(row => row[`${column}_avg`] !== null);
  if (parts.length === 0) {
    return null;
  }
  const values = (kind: string) =>
    parts.map(row => Number(row[`${column}_${kind}`]));
  const weights = parts.map(({ samples }) => Number(samples));
  const averages = values('avg');
  return {
    min: Math.min(...values('min')),
    avg:
      averages.reduce((sum, avg, index) => sum + avg * weights[index], 0) /
      weights.reduce((sum, weight) => sum + weight, 0),
    max: Math.max(...values('max')),
  };
}

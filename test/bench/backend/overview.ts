import request from 'supertest';
import { FIELDS } from '../../../plugins/celery-backend/src/status/CeleryEntities';
import { SERVICES, startServices } from '../portal/services';
import { byTurns, ratioOf, Spread, spreadOf, timed } from './timing';

/** The overview's one request against the catalog's own list of the same. */
export interface OverviewFigure {
  services: number;
  status: Spread;
  catalogList: Spread;
  /** The catalog's share of the status query. */
  catalogByRefs: Spread;
  /** How many times as long the status query takes as the list, turn by turn. */
  statusOfList: Spread;
}

/** Asks a real portal for the numbers of all services at once. */
export async function overviewFigures(): Promise<OverviewFigure> {
  const { entityRefs, port, stop } = await startServices();
  const portal = request(`http://127.0.0.1:${port}`);
  const list = () =>
    portal.get(
      `/api/catalog/entities/by-query?filter=kind=component&limit=${SERVICES}`,
    );
  const status = () =>
    portal.post('/api/celery/v1/status/query').send({ entityRefs });
  const byRefs = () =>
    portal
      .post('/api/catalog/entities/by-refs')
      .send({ entityRefs, fields: [...FIELDS] });
  const { body } = await status();
  if (body.items.some((item: { queues?: unknown }) => !item.queues)) {
    throw new Error('The overview has no numbers for some services');
  }
  // Once before it counts, as for everything that is measured.
  await byRefs();
  const turns = await byTurns(
    { least: 15, most: 40, seconds: 5 },
    [status, list, byRefs].map(ask => () => timed(ask)),
  );
  const [ours, lists, shares] = turns.map(rounds =>
    rounds.map(({ millis }) => millis),
  );
  await stop();
  return {
    services: SERVICES,
    status: spreadOf(ours),
    catalogList: spreadOf(lists),
    catalogByRefs: spreadOf(shares),
    statusOfList: ratioOf(ours, lists),
  };
}

import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { service, startFaultyPortal } from './FaultyPortal';

const ADDRESS = '10.1.2.3:7007';
const ENTITY = service('orders', {
  'celeryq.dev/broker': 'orders-broker',
  'celeryq.dev/queues': 'orders',
});

/** The warnings about something, of which there is to be one. */
function linesOf(calls: unknown[][], who: string): string[] {
  return calls.map(([line]) => String(line)).filter(line => line.includes(who));
}

it('a catalog that is down: 503 with its name, logged once', async () => {
  const portal = await startFaultyPortal({
    brokers: [],
    entities: [],
    catalog: catalogServiceMock.mock({
      getEntitiesByRefs: () => Promise.reject(new Error(`at ${ADDRESS}`)),
    }).factory,
  });
  for (let round = 0; round < 3; round++) {
    const { status, body } = await portal.answerOf('orders');
    expect(status).toBe(503);
    expect(body.error.message).toBe(
      'The catalog does not answer. Try again in a moment.',
    );
  }
  const { calls } = portal.logger.warn.mock;
  expect(linesOf(calls, 'catalog')).toEqual([
    'The catalog does not answer (Error)',
  ]);
  await portal.stop();
});

it('a permission backend that is down: 503 with its name, logged once', async () => {
  const portal = await startFaultyPortal({ brokers: [], entities: [ENTITY] });
  portal.permissions.authorize.mockRejectedValue(new Error(`at ${ADDRESS}`));
  for (let round = 0; round < 3; round++) {
    const { status, body } = await portal.answerOf('orders');
    expect(status).toBe(503);
    expect(body.error.message).toBe(
      'The permission backend does not answer. Try again in a moment.',
    );
  }
  portal.permissions.authorize.mockResolvedValue([
    { result: AuthorizeResult.ALLOW },
  ]);
  expect((await portal.answerOf('orders')).status).toBe(200);
  const { calls } = portal.logger.warn.mock;
  expect(linesOf(calls, 'permission')).toHaveLength(1);
  expect(
    linesOf(portal.logger.info.mock.calls, 'permission backend answers again'),
  ).toHaveLength(1);
  await portal.stop();
});

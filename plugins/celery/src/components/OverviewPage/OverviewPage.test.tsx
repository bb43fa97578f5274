import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  createApiMock,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  ServiceStatus,
  StatusQueryResponse,
} from '@celery-keda/backstage-plugin-celery-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { celeryApiRef, HistorySpan } from '../../api';
import { celeryPlugin } from '../../plugin';
import {
  queueStatus,
  serviceEntity,
  serviceHistory,
  serviceStatus,
} from '../../__testUtils__/service';

const ME = 'user:default/maria';

function service(
  name: string,
  owner: string,
  queues: string[] = [name],
): Entity {
  const entity = serviceEntity(...queues);
  return {
    ...entity,
    metadata: { ...entity.metadata, name },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const MAILS = service('mails', 'group:default/crm');
const ORDERS = service('orders', ME, ['orders', 'orders-bulk']);

const statusOf = (entity: Entity, queues: ServiceStatus['queues']) => ({
  ...serviceStatus(queues),
  entityRef: stringifyEntityRef(entity),
});

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

/** One queue waits for more workers, and one for any; one rests. */
const answer = (): StatusQueryResponse => ({
  items: [
    statusOf(MAILS, [queueStatus('mails')]),
    {
      ...statusOf(ORDERS, [
        queueStatus('orders', {
          length: 1234,
          inFlight: 4,
          oldestAgeSeconds: 101,
          secondsToDrain: 3600,
        }),
        queueStatus('orders-bulk', { inFlight: 5 }),
      ]),
      workers: [
        { name: 'orders', current: 4, desired: 16, at: ago(10) },
        {
          name: 'orders-bulk',
          current: 0,
          desired: 0,
          at: ago(10),
          unattendedSince: ago(100),
        },
      ],
    },
  ],
});

/** The same, recorded so long ago that it says nothing about now. */
const answerOfOldRecords = (): StatusQueryResponse => ({
  items: answer().items.map(item =>
    'workers' in item
      ? {
          ...item,
          workers: item.workers?.map(each => ({ ...each, at: ago(120) })),
        }
      : item,
  ),
});

function overview(options: {
  entities?: Entity[];
  queryStatus?: () => Promise<StatusQueryResponse>;
  config?: object;
}) {
  const {
    entities = [MAILS, ORDERS],
    queryStatus = async () => answer(),
    config = {},
  } = options;
  const celery = createApiMock(celeryApiRef, () => ({
    getStatus: jest.fn(),
    getManifest: jest.fn(),
    getHistory: jest.fn(async (_entityRef: string, _span: HistorySpan) =>
      serviceHistory([]),
    ),
    queryStatus: jest.fn((_refs: readonly string[]) => queryStatus()),
  }))();
  const catalog = catalogApiMock({ entities });
  const getEntities = jest.spyOn(catalog, 'getEntities');
  renderTestApp({
    extensions: [celeryPlugin.getExtension('page:celery')],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/celery'],
    apis: [
      celery,
      [catalogApiRef, catalog],
      mockApis.identity({ userEntityRef: ME, ownershipEntityRefs: [ME] }),
    ],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [{ 'page:celery': { config } }],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  } as Parameters<typeof renderTestApp>[0]);
  return { celery, getEntities };
}

const total = (label: string) => screen.getByText(label).parentElement;

const rowsShown = async () => {
  const table = within(await screen.findByRole('table'));
  return table
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);
};

/** The table has as many columns as it has room for. */
function wide(pixels: number) {
  jest
    .spyOn(HTMLElement.prototype, 'clientWidth', 'get')
    .mockReturnValue(pixels);
  jest.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
}

describe('OverviewPage', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('shows each queue, worst first, with one request each', async () => {
    wide(1400);
    const { celery, getEntities } = overview({});
    expect(await rowsShown()).toEqual([
      expect.stringMatching(/^Strandedordersorders-bulkuser:maria05/),
      expect.stringMatching(
        /^Scaling outorders.*1,2344.*4 of 16 wanted≈ 1 horders-broker$/,
      ),
      expect.stringMatching(/^Idlemailscrm00/),
    ]);
    expect(getEntities).toHaveBeenCalledTimes(1);
    expect(celery.queryStatus).toHaveBeenCalledTimes(1);
    expect(celery.queryStatus.mock.calls[0][0]).toEqual([
      'component:default/mails',
      'component:default/orders',
    ]);
    expect(total('in trouble')).toHaveTextContent('1');
    expect(total('workers')).toHaveTextContent('4 + 1 unknown');
  });

  it('judges nothing by an old record, and marks it', async () => {
    wide(1400);
    overview({ queryStatus: async () => answerOfOldRecords() });
    expect(await rowsShown()).toEqual([
      expect.stringMatching(/^Draining.*4 of 16 wanted2 min old/),
      expect.stringMatching(/^Working.*02 min old/),
      expect.stringMatching(/^Idle.*unknown/),
    ]);
    expect(total('in trouble')).toHaveTextContent('0');
  });

  it.each([
    ['reads the histories that it draws', 1400, 2],
    ['reads none where it has no room for them', 1000, 0],
  ])('%s', async (_, width, histories) => {
    wide(width);
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const { celery } = overview({});
      await rowsShown();
      await act(() => jest.advanceTimersByTimeAsync(1_000));
      expect(celery.getHistory).toHaveBeenCalledTimes(histories);
    } finally {
      jest.useRealTimers();
    }
  });

  it('marks the numbers of a broker that does not answer', async () => {
    wide(1400);
    const [mails] = answer().items;
    overview({
      entities: [MAILS],
      queryStatus: async () => ({
        items: [
          {
            ...mails,
            broker: { name: 'orders-broker', state: 'stale' },
            observedAt: ago(61),
          } as StatusQueryResponse['items'][number],
        ],
      }),
    });
    expect(await rowsShown()).toEqual([
      expect.stringMatching(/^Broker does not answer1 min \d s oldmails/),
    ]);
    expect(
      screen.getAllByText('0', { selector: '[data-old=true]' }),
    ).toHaveLength(2);
  });

  it('leads to the service', async () => {
    wide(1400);
    overview({});
    expect(await screen.findByRole('link', { name: 'mails' })).toHaveAttribute(
      'href',
      '/catalog/default/component/mails',
    );
  });

  it('names the state beside the service where there is little room', async () => {
    wide(320);
    overview({});
    expect((await rowsShown())[0]).toBe('ordersStranded · orders-bulk0');
  });

  it('shows the viewer’s own, and what is searched for', async () => {
    wide(1400);
    overview({});
    await screen.findByRole('table');
    await userEvent.click(screen.getByRole('radio', { name: 'Mine' }));
    expect(await rowsShown()).toHaveLength(2);
    await userEvent.type(screen.getByRole('searchbox'), 'bulk');
    await screen.findByText('queues');
    expect(await screen.findByRole('link', { name: 'orders' })).toBeVisible();
    await userEvent.clear(screen.getByRole('searchbox'));
    await userEvent.type(screen.getByRole('searchbox'), 'nothing like it');
    expect(await screen.findByText('No queue is like that.')).toBeVisible();
  });

  it('sorts by a column', async () => {
    wide(1400);
    overview({});
    await screen.findByRole('table');
    await userEvent.click(screen.getByRole('button', { name: 'Service' }));
    expect((await rowsShown()).map(text => text?.slice(0, 9))).toEqual([
      expect.stringMatching(/^Idle/),
      expect.stringMatching(/^Scaling/),
      expect.stringMatching(/^Stranded/),
    ]);
  });

  it('begins as the portal wants it', async () => {
    wide(1400);
    overview({ config: { columns: ['waiting', 'broker'], mine: true } });
    expect(await rowsShown()).toHaveLength(2);
    expect(
      screen.getAllByRole('columnheader').map(header => header.textContent),
    ).toEqual(['Service', 'Waiting', 'Broker']);
  });

  it('begins with the filters that the portal wants', async () => {
    wide(1400);
    overview({ config: { filters: { state: 'idle' } } });
    expect(await rowsShown()).toEqual([expect.stringMatching(/^Idlemails/)]);
  });

  it('says what to add where no service has queues', async () => {
    const { celery } = overview({ entities: [] });
    expect(
      await screen.findByText(/celeryq\.dev\/queues: orders/),
    ).toBeInTheDocument();
    expect(celery.queryStatus).not.toHaveBeenCalled();
  });

  it('says so when the backend does not answer', async () => {
    overview({ queryStatus: () => Promise.reject(new Error('gone')) });
    expect(
      await screen.findByText('The portal’s backend cannot be reached'),
    ).toBeInTheDocument();
  });

  it('keeps the last numbers, asks at the backend’s pace, and not while hidden', async () => {
    wide(1400);
    jest.useFakeTimers({ advanceTimers: true });
    try {
      let fails = false;
      const { celery } = overview({
        queryStatus: async () => {
          if (fails) {
            throw new Error('gone');
          }
          return answer();
        },
      });
      expect(await rowsShown()).toHaveLength(3);
      const asked = celery.queryStatus.mock.calls.length;
      fails = true;
      await act(() => jest.advanceTimersByTimeAsync(5000));
      expect(celery.queryStatus).toHaveBeenCalledTimes(asked + 1);
      expect(screen.getByText('The portal does not answer')).toBeVisible();
      expect(await rowsShown()).toHaveLength(3);

      const visibility = jest
        .spyOn(document, 'visibilityState', 'get')
        .mockReturnValue('hidden');
      await act(async () => {
        document.dispatchEvent(new Event('visibilitychange'));
        await jest.advanceTimersByTimeAsync(600_000);
      });
      expect(celery.queryStatus).toHaveBeenCalledTimes(asked + 1);
      visibility.mockRestore();
    } finally {
      jest.useRealTimers();
    }
  });
});

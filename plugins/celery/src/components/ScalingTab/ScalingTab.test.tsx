import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BUSY, numbersOf, portal } from '../../__testUtils__/portal';
import {
  clusterAnswer,
  historyPoint,
  queueStatus,
  serviceEntity,
  serviceHistory,
  serviceStatus,
  withAnnotations,
  withoutScaledObjects,
} from '../../__testUtils__/service';

const TAB = 'entity-content:celery/scaling';

/** A panel of the page, by its title. */
const panel = async (name: string) => {
  const heading = await screen.findByRole('heading', { name });
  return within(heading.closest('article') ?? document.body);
};

describe('ScalingTab', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('tells all about the queue that needs attention most', async () => {
    portal({
      extension: TAB,
      entity: serviceEntity('orders-bulk', 'orders'),
      getStatus: async () =>
        serviceStatus([
          queueStatus('orders-bulk'),
          {
            ...BUSY,
            lengthByPriority: { '9': 34, '0': 1200, '3': 0 },
            arrivalPerSecond: 0.05,
            drainPerSecond: 12.34,
          },
        ]),
      kubernetes: async () =>
        clusterAnswer(
          { queue: 'orders-bulk', ready: 0, wanted: 0 },
          { queue: 'orders', ready: 1, wanted: 2 },
        ),
    });

    const diagnosis = await panel('What is going on');
    expect(await diagnosis.findByText('Scaling out')).toBeInTheDocument();
    expect(diagnosis.getByText(/1,234 waiting/)).toBeInTheDocument();
    const evidence = diagnosis.getByRole('table', { hidden: true });
    expect(within(evidence).getByText('length')).toBeInTheDocument();

    const numbers = await panel('Queue orders');
    expect(numbersOf(numbers)).toMatchObject({ waiting: '1,234' });
    expect(numbers.getAllByRole('row').map(row => row.textContent)).toEqual([
      'Waiting by priority',
      'priority 01,200',
      'priority 30',
      'priority 934',
      'arriving3 per minute',
      'taken by workers12 per second',
    ]);
    expect(numbers.getByText(/^read \d+ s ago$/)).toBeInTheDocument();

    const workers = await panel('Workers');
    expect(
      workers.getByRole('meter', { name: 'Workers of orders' }),
    ).toHaveAttribute('aria-valuenow', '1');
    const [, first, second] = workers.getAllByRole('row');
    expect(first).toHaveTextContent(/orders-7d9f-0.*ready/);
    expect(second).toHaveTextContent(/orders-7d9f-1.*starting/);

    const plan = await panel('Scaling plan in force');
    expect(plan.getByRole('row', { name: 'most workers 20' })).toBeVisible();
    expect(plan.getByRole('row', { name: 'looks every 5 s' })).toBeVisible();
  });

  it('begins with the span of time that the portal wants', async () => {
    const { celery } = portal({
      extension: TAB,
      extensionConfig: { range: '24h' },
    });
    expect(await screen.findByRole('radio', { name: '24 h' })).toBeChecked();
    expect(celery.getHistory.mock.calls[0][1].stepSeconds).toBe(240);
  });

  it('shows another queue when it is chosen', async () => {
    portal({
      extension: TAB,
      entity: serviceEntity('orders-bulk', 'orders'),
      getStatus: async () => serviceStatus([queueStatus('orders-bulk'), BUSY]),
    });
    const picker = within(
      await screen.findByRole('navigation', { name: 'Queue' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Queue orders' }),
    ).toBeInTheDocument();
    await userEvent.click(picker.getByRole('link', { name: /orders-bulk/ }));
    expect(
      await screen.findByRole('heading', { name: 'Queue orders-bulk' }),
    ).toBeInTheDocument();
    expect(picker.getByRole('link', { name: /orders-bulk/ })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  it('does without a choice where there is none', async () => {
    portal({ extension: TAB });
    await screen.findByRole('heading', { name: 'Queue orders' });
    expect(
      screen.queryByRole('navigation', { name: 'Queue' }),
    ).not.toBeInTheDocument();
  });

  it('copies the command that helps', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    portal({
      extension: TAB,
      kubernetes: async () => {
        const answer = clusterAnswer({ queue: 'orders', ready: 0, wanted: 1 });
        const [pods] = answer.items[0].resources;
        Object.assign(pods.resources[0], {
          status: {
            phase: 'Running',
            containerStatuses: [
              {
                restartCount: 7,
                state: { waiting: { reason: 'CrashLoopBackOff' } },
                lastState: { terminated: { reason: 'Error', exitCode: 1 } },
              },
            ],
          },
        });
        return answer;
      },
    });
    const diagnosis = await panel('What is going on');
    await diagnosis.findByText('Workers crash');
    expect(diagnosis.getByText('What to do')).toBeInTheDocument();
    const command = diagnosis.getByText(/^kubectl /).textContent;
    await user.click(diagnosis.getByRole('button', { name: 'Copy' }));
    expect(await diagnosis.findByText('Copied')).toBeInTheDocument();
    expect(writeText).toHaveBeenCalledWith(command);

    const workers = await panel('Workers');
    expect(workers.getByText('failed (CrashLoopBackOff)')).toBeInTheDocument();
    expect(workers.getByText('7 (Error)')).toBeInTheDocument();
  });

  it('draws the history, and reads it out step by step', async () => {
    const noon = Date.parse('2026-11-25T12:00:00Z');
    portal({
      extension: TAB,
      getHistory: async () =>
        serviceHistory([
          historyPoint(noon, {
            length: 0,
            inFlight: 0,
            oldestAgeSeconds: 0,
            replicas: 0,
            desiredReplicas: 0,
          }),
          historyPoint(noon + 60_000, {
            length: 98,
            inFlight: 4,
            scheduled: 1,
            replicas: 0.5,
            desiredReplicas: 4,
          }),
        ]),
    });
    const cursor = await screen.findByRole('slider', {
      name: 'Moment in the history',
    });
    const history = await panel('History');
    expect(cursor).toHaveAttribute(
      'aria-valuetext',
      'Use the arrow keys to read the history.',
    );
    const moment = '0 → 4 workers wanted: 98 waiting, 4 in flight';
    expect(history.getByText(moment)).toBeInTheDocument();
    expect(
      history.getByText(/^Each line sums up what was decided within 1 min\./),
    ).toBeInTheDocument();

    act(() => cursor.focus());
    await userEvent.keyboard('{ArrowLeft}');
    expect(cursor).toHaveAttribute(
      'aria-valuetext',
      expect.stringContaining(
        `waiting: 98, in flight: 4, held for their ETA: 1, oldest: unknown, workers: 0.5 of 4 wanted, ${moment}`,
      ),
    );
    await userEvent.keyboard('{Home}');
    expect(cursor).toHaveAttribute(
      'aria-valuetext',
      expect.stringContaining('waiting: 0, in flight: 0, oldest: 0 s'),
    );
  });

  it('asks for the span of time that is chosen', async () => {
    const { celery } = portal({ extension: TAB });
    expect(
      await screen.findByText(/Nothing is recorded for this span of time/),
    ).toBeInTheDocument();
    const history = await panel('History');
    expect(celery.getHistory).toHaveBeenLastCalledWith(
      'component:default/orders',
      { from: expect.any(Number), stepSeconds: 15 },
      { signal: expect.any(AbortSignal) },
    );
    await userEvent.click(history.getByRole('radio', { name: '24 h' }));
    expect(celery.getHistory).toHaveBeenLastCalledWith(
      'component:default/orders',
      { from: expect.any(Number), stepSeconds: 240 },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('shows the rest of the page when the history cannot be read', async () => {
    portal({
      extension: TAB,
      getHistory: () => Promise.reject(new Error('No database')),
    });
    expect(
      await screen.findByText('The history cannot be read at this moment.'),
    ).toBeInTheDocument();
    expect(numbersOf(await panel('Queue orders'))).toMatchObject({
      waiting: '1,234',
    });
  });

  it('says why the workers are unknown', async () => {
    portal({ extension: TAB, kubernetesInstalled: false });
    const workers = await panel('Workers');
    expect(
      await workers.findByRole('button', { name: 'unknown' }),
    ).toBeInTheDocument();
    const plan = await panel('Scaling plan in force');
    expect(
      plan.getByText('The ScaledObject and the Deployment are not known.'),
    ).toBeInTheDocument();
  });

  it('says that the scaling plan may not be read, not that there is none', async () => {
    portal({
      extension: TAB,
      kubernetes: async () =>
        withoutScaledObjects(
          clusterAnswer({ queue: 'orders', ready: 4, wanted: 4 }),
        ),
    });
    const plan = await panel('Scaling plan in force');
    expect(
      await plan.findByText(
        /^The ScaledObject is unknown\..* does not let you/,
      ),
    ).toBeInTheDocument();
    expect(plan.getByRole('row', { name: /finish its tasks/ })).toBeVisible();
    expect(plan.queryByText(/are not known/)).not.toBeInTheDocument();
  });

  it('says what is wrong when there is no status', async () => {
    portal({
      extension: TAB,
      getStatus: () => Promise.reject(new TypeError('Failed to fetch')),
    });
    expect(
      await screen.findByText(/portal’s backend cannot be reached/),
    ).toBeInTheDocument();
  });

  it('is not there for an entity that has nothing to do with Celery', async () => {
    portal({
      extension: TAB,
      entity: withAnnotations(serviceEntity(), {}),
    });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('marks old numbers with their age, which grows', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    try {
      const observedAt = new Date(Date.now() - 60_000).toISOString();
      portal({
        extension: TAB,
        getStatus: async () =>
          serviceStatus([BUSY], { observedAt, broker: { state: 'stale' } }),
      });
      expect(
        await screen.findByText('The numbers are 1 min old.'),
      ).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(2000));
      expect(
        screen.getByText(/The numbers are 1 min \d s old\./),
      ).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });
});

import { ResponseError } from '@backstage/errors';
import { QueueStatus } from '@celery-keda/backstage-plugin-celery-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InvalidAnswerError } from '../../api';
import {
  BUSY,
  hintOf,
  numbersOf,
  portal,
  queue,
} from '../../__testUtils__/portal';
import {
  clusterAnswer,
  queueStatus,
  serviceEntity,
  serviceStatus,
  withoutScaledObjects,
} from '../../__testUtils__/service';

describe('ScalingCard', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('shows each queue with its work and its workers, worst first', async () => {
    const { celery, cluster } = portal({
      entity: serviceEntity('orders-bulk', 'orders'),
      getStatus: async () => serviceStatus([queueStatus('orders-bulk'), BUSY]),
      kubernetes: async () =>
        clusterAnswer(
          { queue: 'orders-bulk', ready: 0, wanted: 0 },
          { queue: 'orders', ready: 4, wanted: 16 },
        ),
    });
    const orders = await queue('orders');
    expect(numbersOf(orders)).toEqual({
      waiting: '1,234',
      'in flight': '4',
      oldest: '1 min 41 s',
      'done in': '≈ 1 h',
    });
    const meter = await orders.findByRole('meter', {
      name: 'Workers of orders',
    });
    expect(meter).toHaveAttribute('aria-valuenow', '4');
    expect(meter).toHaveAttribute('aria-valuemax', '20');
    expect(meter).toHaveAttribute(
      'aria-valuetext',
      '4 of 16 wanted · at most 20',
    );

    const bulk = await queue('orders-bulk');
    expect(numbersOf(bulk)).toEqual({
      waiting: '0',
      'in flight': '0',
      oldest: 'none',
      'done in': 'none',
    });
    expect(await bulk.findByText('Idle')).toBeInTheDocument();
    expect(bulk.getByText('0 ready · at most 20')).toBeInTheDocument();

    expect(
      screen
        .getAllByRole('group')
        .map(block => block.getAttribute('aria-label')),
    ).toEqual(['orders', 'orders-bulk']);
    expect(
      screen.getByText('broker orders-broker · cluster iks-prod / orders'),
    ).toBeInTheDocument();
    expect(celery.getStatus).toHaveBeenCalledTimes(1);
    expect(celery.getStatus).toHaveBeenCalledWith('component:default/orders', {
      signal: expect.any(AbortSignal),
    });
    expect(cluster.getCustomObjectsByEntity).toHaveBeenCalledTimes(1);
  });

  it('shows the numbers while the cluster is still being asked', async () => {
    portal({ kubernetes: () => new Promise(() => {}) });
    const block = await queue();
    expect(numbersOf(block).waiting).toBe('1,234');
    expect(block.queryByRole('meter')).not.toBeInTheDocument();
  });

  it('holds the room of what is being read', async () => {
    portal({ getStatus: () => new Promise(() => {}) });
    expect(
      await screen.findByText('Reading queues and workers'),
    ).toBeInTheDocument();
    expect(screen.getByText('every 5 s')).toBeInTheDocument();
  });

  it.each<[string, Partial<QueueStatus>, string, RegExp]>([
    [
      'an age that no message tells',
      { oldestAgeSeconds: null },
      'oldest',
      /sent_at/,
    ],
    [
      'the end of a queue that does not shrink',
      { secondsToDrain: null },
      'done in',
      /not getting shorter/,
    ],
    [
      'a length that cannot be read',
      {
        length: null,
        error: { code: 'wrong-type', message: 'Holds a string, not a list.' },
      },
      'waiting',
      /Holds a string, not a list/,
    ],
    ['an in-flight count', { inFlight: null }, 'in flight', /not be read/],
  ])('says why it does not know %s', async (_, numbers, label, reason) => {
    portal({ getStatus: async () => serviceStatus([{ ...BUSY, ...numbers }]) });
    const block = await queue();
    expect(numbersOf(block)[label]).toBe('unknown');
    const word = block.getByText(label).parentElement!;
    expect(
      await hintOf(within(word).getByRole('button', { name: 'unknown' })),
    ).toMatch(reason);
  });

  it('says what the portal may not read', async () => {
    portal({
      kubernetes: async () =>
        withoutScaledObjects(
          clusterAnswer({ queue: 'orders', ready: 4, wanted: 4 }),
        ),
    });
    const block = await queue();
    expect(
      await block.findByText(/^Reading ScaledObjects is not permitted/),
    ).toBeInTheDocument();
    expect(block.getByText('4 ready · at most 20')).toBeInTheDocument();
  });

  it('tells work that is held for its time from work that runs', async () => {
    portal({
      getStatus: async () => serviceStatus([{ ...BUSY, scheduled: 3 }]),
    });
    const block = await queue();
    expect(await hintOf(block.getByRole('button', { name: '4' }))).toBe(
      '3 of them are held for their ETA.',
    );
  });

  it('knows nothing to be done in what is only held for its time', async () => {
    portal({
      getStatus: async () =>
        serviceStatus([
          queueStatus('orders', {
            inFlight: 3,
            scheduled: 3,
            secondsToDrain: 0,
          }),
        ]),
    });
    expect(numbersOf(await queue())).toMatchObject({
      'in flight': '3',
      'done in': 'none',
    });
  });

  it('marks an estimate', async () => {
    portal({
      getStatus: async () =>
        serviceStatus([
          { ...BUSY, inFlight: 104_200, inFlightEstimated: true },
        ]),
    });
    expect(numbersOf(await queue())['in flight']).toBe('≈ 104,200');
  });

  it('shows the last numbers, and their age, of a broker that does not answer', async () => {
    portal({
      getStatus: async () =>
        serviceStatus([BUSY], {
          observedAt: new Date(Date.now() - 184_000).toISOString(),
          broker: {
            state: 'stale',
            error: {
              code: 'timeout',
              message: 'Redis did not answer in time.',
            },
          },
        }),
    });
    expect(numbersOf(await queue()).waiting).toBe('1,234');
    expect(
      screen.getByText('Broker orders-broker does not answer'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/It does not answer in time\./),
    ).toBeInTheDocument();
    const age = screen.getByRole('button', {
      name: /^The numbers are 3 min \d s old\.$/,
    });
    expect(await hintOf(age)).toMatch(/^Read at the broker on /);
  });

  it('shows no number at all when a broker was never reached', async () => {
    portal({
      getStatus: async () =>
        serviceStatus(
          [queueStatus('orders', { length: null, inFlight: null })],
          {
            observedAt: null,
            broker: {
              state: 'unreachable',
              error: { code: 'refused', message: 'Redis refuses connections.' },
            },
          },
        ),
    });
    expect(Object.values(numbersOf(await queue()))).toEqual(
      Array(4).fill('unknown'),
    );
    expect(
      screen.getByText('Broker orders-broker cannot be read'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/There are no earlier numbers to show/),
    ).toBeInTheDocument();
  });

  it('keeps the numbers when the portal stops answering', async () => {
    const answers = [
      async () => serviceStatus([BUSY]),
      async () => {
        throw new TypeError('Failed to fetch');
      },
    ];
    jest.useFakeTimers({ advanceTimers: true });
    try {
      portal({ getStatus: () => (answers.shift() ?? answers[0])() });
      await queue();
      await act(() => jest.advanceTimersByTimeAsync(5000));
      expect(
        await screen.findByText('The portal does not answer'),
      ).toBeInTheDocument();
      expect(numbersOf(await queue()).waiting).toBe('1,234');
    } finally {
      jest.useRealTimers();
    }
  });

  it.each<[string, Error | (() => Promise<Error>), RegExp]>([
    [
      'the portal cannot be reached',
      new TypeError('Failed to fetch'),
      /portal’s backend cannot be reached/,
    ],
    [
      'the backend is of another version',
      new InvalidAnswerError('unexpected'),
      /frontend and backend are probably of different versions/,
    ],
    [
      'the backend refuses the viewer',
      () => responseError(403, 'No'),
      /celery\.queue\.read is not granted/,
    ],
    [
      'the backend is not there',
      () => responseError(404, 'No such route'),
      /backend plugin is not installed/,
    ],
    [
      'the backend refuses the entity',
      () => responseError(400, 'The annotations are wrong'),
      /The annotations are wrong/,
    ],
  ])('says what to do when %s', async (_, failure, text) => {
    const error = typeof failure === 'function' ? await failure() : failure;
    portal({ getStatus: () => Promise.reject(error) });
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.queryByRole('group')).not.toBeInTheDocument();
  });

  it('says so when the portal has no Kubernetes plugin', async () => {
    portal({ kubernetesInstalled: false });
    const block = await queue();
    const workers = within(block.getByText('workers').parentElement!);
    expect(
      await hintOf(await workers.findByRole('button', { name: 'unknown' })),
    ).toMatch(/has no Kubernetes plugin/);
  });

  it('shows five queues, and the others when asked', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `queue-${index}`);
    portal({
      entity: serviceEntity(...names),
      getStatus: async () =>
        serviceStatus(names.map(name => queueStatus(name))),
    });
    await queue('queue-0');
    expect(screen.getAllByRole('group')).toHaveLength(5);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all 7 queues' }),
    );
    expect(screen.getAllByRole('group')).toHaveLength(7);
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(screen.getAllByRole('group')).toHaveLength(5);
  });

  it('rests while a person has paused it', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    try {
      const { celery, cluster } = portal({});
      await queue();
      await user.click(
        screen.getByRole('button', { name: 'Pause refreshing' }),
      );
      expect(screen.getByText('paused')).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(60_000));
      expect(celery.getStatus).toHaveBeenCalledTimes(1);
      expect(cluster.getCustomObjectsByEntity).toHaveBeenCalledTimes(1);

      await user.click(
        screen.getByRole('button', { name: 'Resume refreshing' }),
      );
      expect(celery.getStatus).toHaveBeenCalledTimes(2);
      expect(cluster.getCustomObjectsByEntity).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('tells a screen reader of a new state, not of new numbers', async () => {
    const groups = [
      { queue: 'orders', ready: 4, wanted: 4 },
      { queue: 'orders', ready: 4, wanted: 4 },
      { queue: 'orders', ready: 0, wanted: 0 },
    ];
    const statuses = [
      [BUSY],
      [{ ...BUSY, length: 1200 }],
      [queueStatus('orders')],
    ];
    const next = <T,>(list: T[]) => (list.length > 1 ? list.shift()! : list[0]);
    jest.useFakeTimers({ advanceTimers: true });
    try {
      portal({
        getStatus: async () => serviceStatus(next(statuses)),
        kubernetes: async () => clusterAnswer(next(groups)),
      });
      const block = await queue();
      await block.findByRole('meter');
      expect(screen.getByRole('status')).toBeEmptyDOMElement();
      await act(() => jest.advanceTimersByTimeAsync(5000));
      expect(await block.findByText('1,200')).toBeInTheDocument();
      expect(screen.getByRole('status')).toBeEmptyDOMElement();
      await act(() => jest.advanceTimersByTimeAsync(5000));
      expect(await screen.findByText('orders: Idle')).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });

  it('speaks Japanese', async () => {
    portal({
      language: 'ja',
      kubernetes: async () =>
        clusterAnswer({ queue: 'orders', ready: 4, wanted: 16 }),
    });
    expect(numbersOf(await queue())).toEqual({
      待機中: '1,234',
      処理中: '4',
      最長待ち時間: '1分41秒',
      完了まで: '約1時間',
    });
    expect(
      screen.getByRole('heading', { name: 'スケーリング' }),
    ).toBeInTheDocument();
  });
});

function responseError(status: number, message: string): Promise<Error> {
  return ResponseError.fromResponse(
    Response.json(
      { error: { name: 'Error', message }, response: { statusCode: status } },
      { status },
    ) as Response & { headers: Headers },
  );
}

import {
  queueStatusSchema,
  ServiceStatus,
  serviceStatusSchema,
  statusQueryResponseSchema,
  statusQuerySchema,
} from './contract';

const status: ServiceStatus = {
  entityRef: 'component:default/orders',
  observedAt: '2026-11-25T12:00:00.000Z',
  refreshSeconds: 5,
  broker: { name: 'orders-broker', state: 'ok' },
  queues: [
    {
      name: 'orders',
      length: 98,
      lengthByPriority: { '0': 90, '3': 8, '6': 0, '9': 0 },
      inFlight: 4,
      oldestAgeSeconds: 41.2,
      arrivalPerSecond: 0.5,
      drainPerSecond: 2,
      secondsToDrain: 65,
    },
  ],
};
const [queue] = status.queues;

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('a status', () => {
  it('arrives as it was sent', () => {
    expect(serviceStatusSchema.parse(throughJson(status))).toEqual(status);
  });

  it('says that it knows nothing, without a number', () => {
    const unreachable: ServiceStatus = {
      ...status,
      observedAt: null,
      broker: {
        name: 'orders-broker',
        state: 'unreachable',
        error: { code: 'refused', message: 'The broker refused.' },
      },
      queues: [
        {
          name: 'orders',
          length: null,
          lengthByPriority: null,
          inFlight: null,
          oldestAgeSeconds: null,
          arrivalPerSecond: null,
          drainPerSecond: null,
          secondsToDrain: null,
        },
      ],
    };

    expect(serviceStatusSchema.parse(throughJson(unreachable))).toEqual(
      unreachable,
    );
  });

  it('carries what only some brokers tell', () => {
    const more = { ...queue, scheduled: 3, inFlightEstimated: true };

    expect(queueStatusSchema.parse(throughJson(more))).toEqual(more);
  });

  it.each([
    ['a length that was left out', { length: undefined }],
    ['a length that is text', { length: '98' }],
    ['a negative length', { length: -1 }],
    ['half a message', { inFlight: 0.5 }],
    ['an age that was left out', { oldestAgeSeconds: undefined }],
    ['a number that is none', { drainPerSecond: NaN }],
    ['an endless one', { secondsToDrain: Infinity }],
    [
      'an error of a kind that no page explains',
      { error: { code: 'oops', message: '' } },
    ],
    ['an error without a message', { error: { code: 'timeout' } }],
  ])('is refused with %s', (_, difference) => {
    expect(
      queueStatusSchema.safeParse({ ...queue, ...difference }).success,
    ).toBe(false);
  });
});

describe('a status query', () => {
  it('names at least one entity and at most a thousand', () => {
    const naming = (count: number) =>
      statusQuerySchema.safeParse({
        entityRefs: Array.from({ length: count }, (_, i) => `component:x/${i}`),
      }).success;

    expect([naming(0), naming(1), naming(1000), naming(1001)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(statusQuerySchema.safeParse({ entityRefs: [''] }).success).toBe(
      false,
    );
  });

  it('is answered by a status or an error each', () => {
    const response = {
      items: [
        status,
        {
          entityRef: 'component:default/gone',
          error: { code: 'not-found', message: 'There is no such entity.' },
        },
      ],
    };

    expect(statusQueryResponseSchema.parse(throughJson(response))).toEqual(
      response,
    );
  });

  it('is answered with the workers that were recorded', () => {
    const recorded = {
      name: 'orders',
      current: 0,
      desired: 0,
      at: '2026-11-25T11:59:50.000Z',
    };
    const answerWith = (workers: object[]) =>
      statusQueryResponseSchema.safeParse(
        throughJson({ items: [{ ...status, workers }] }),
      );

    const known = [
      recorded,
      { ...recorded, desired: null },
      { ...recorded, unattendedSince: '2026-11-25T11:58:00.000Z' },
    ];
    expect(answerWith(known).data?.items).toEqual([
      { ...status, workers: known },
    ]);
    expect(answerWith([{ ...recorded, current: null }]).success).toBe(false);
    expect(answerWith([{ ...recorded, at: undefined }]).success).toBe(false);
  });

  it('is not answered by half a status', () => {
    expect(
      statusQueryResponseSchema.safeParse({
        items: [{ entityRef: 'component:default/orders' }],
      }).success,
    ).toBe(false);
  });
});

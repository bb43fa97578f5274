import { Pod } from '@celery-keda/backstage-plugin-celery-common';
import { podRowsOf } from './podRows';

const ready = { type: 'Ready', status: 'True' };

describe('podRowsOf', () => {
  it.each<[string, Pod, object]>([
    [
      'ready',
      { status: { phase: 'Running', conditions: [ready] } },
      { phase: 'ready' },
    ],
    ['running', { status: { phase: 'Running' } }, { phase: 'running' }],
    [
      'being created',
      {
        status: {
          phase: 'Pending',
          containerStatuses: [
            { state: { waiting: { reason: 'ContainerCreating' } } },
          ],
        },
      },
      { phase: 'starting', reason: 'ContainerCreating' },
    ],
    [
      'without a node',
      {
        status: {
          phase: 'Pending',
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
          ],
        },
      },
      { phase: 'starting', reason: 'Unschedulable' },
    ],
    [
      'crashing',
      {
        status: {
          phase: 'Running',
          containerStatuses: [
            {
              restartCount: 3,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
            },
          ],
        },
      },
      {
        phase: 'failed',
        reason: 'CrashLoopBackOff',
        restarts: 3,
        lastRestart: 'OOMKilled',
      },
    ],
    [
      'evicted',
      { status: { phase: 'Failed', reason: 'Evicted' } },
      { phase: 'failed', reason: 'Evicted' },
    ],
    [
      'leaving while it still runs',
      {
        metadata: { deletionTimestamp: '2026-11-25T13:00:00Z' },
        status: { phase: 'Running', conditions: [ready] },
      },
      { phase: 'stopping' },
    ],
    ['done', { status: { phase: 'Succeeded' } }, { phase: 'stopping' }],
    ['without a status', {}, { phase: 'unknown', restarts: 0 }],
  ])('sees a pod that is %s', (_, pod, row) => {
    expect(podRowsOf([pod])).toEqual([expect.objectContaining(row)]);
  });

  it('lists them as they were started', () => {
    const pod = (name: string, creationTimestamp?: string): Pod => ({
      metadata: { name, creationTimestamp },
    });
    const rows = podRowsOf([
      pod('b-10', '2026-11-25T13:00:00Z'),
      pod('c', '2026-11-25T12:00:00Z'),
      pod('b-9', '2026-11-25T13:00:00Z'),
      pod('a', 'never'),
    ]);
    expect(rows.map(({ name }) => name)).toEqual(['a', 'c', 'b-9', 'b-10']);
    expect(rows[0].createdAt).toBeUndefined();
  });

  it('takes whatever an API server sends', () => {
    const pods = [
      null,
      { status: null },
      { status: { phase: 7, conditions: 'none', containerStatuses: [null] } },
      { metadata: { name: 5 }, spec: { nodeName: {} } },
    ] as unknown as Pod[];
    expect(podRowsOf(pods)).toHaveLength(4);
  });
});

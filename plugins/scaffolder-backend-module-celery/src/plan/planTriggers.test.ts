import { planScaling } from '@celery-keda/backstage-plugin-celery-common';
import { planTriggers } from './planTriggers';

const service = { keyPrefix: 'orders:', prioritySteps: [0], isOnly: true };

describe('planTriggers', () => {
  it('watches what waits and what runs', () => {
    expect(
      planTriggers(planScaling({ concurrency: 3 }), 'mail', service),
    ).toEqual({
      triggers: [
        { name: 'waiting', listName: 'orders:mail', listLength: '3' },
        { name: 'running', listName: 'orders:unacked', listLength: '3' },
      ],
      formula: 'waiting + running',
      unackedKey: 'orders:unacked',
      runningKey: 'orders:running',
    });
  });

  it('adds up the lists of all priorities', () => {
    const { triggers, formula } = planTriggers(planScaling(), 'mail', {
      ...service,
      prioritySteps: [0, 3],
    });

    expect(triggers.map(({ name, listName }) => [name, listName])).toEqual([
      ['waiting0', 'orders:mail'],
      ['waiting1', 'orders:mail\x06\x163'],
      ['running', 'orders:unacked'],
    ]);
    expect(formula).toBe('waiting0 + waiting1 + running');
  });

  it('counts what really runs where tasks are delayed', () => {
    const { triggers, formula } = planTriggers(
      planScaling({ delayedTasks: true }),
      'mail',
      service,
    );

    expect(triggers.map(({ name, listName }) => [name, listName])).toEqual([
      ['waiting', 'orders:mail'],
      ['running', 'orders:running'],
      ['held', 'orders:unacked'],
    ]);
    expect(formula).toBe('waiting + max(running, min(held, 1))');
  });

  it('gives each of several queues keys of its own', () => {
    const { unackedKey, runningKey } = planTriggers(planScaling(), 'mail', {
      ...service,
      isOnly: false,
    });

    expect(unackedKey).toBe('orders:unacked.mail');
    expect(runningKey).toBe('orders:running.mail');
  });
});

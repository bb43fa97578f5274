import { screen, within } from '@testing-library/react';
import { CeleryPriorities } from './CeleryPriorities/CeleryPriorities';
import { CeleryQueues } from './CeleryQueues/CeleryQueues';
import { QueueAnswers } from './CeleryQueues/queues';
import { renderField } from '../__testUtils__/renderField';

jest.setTimeout(60_000);

describe('CeleryQueues', () => {
  const add = () => screen.getByRole('button', { name: 'Add a queue' });
  const queue = (number: number) =>
    within(screen.getByRole('group', { name: `Queue ${number}` }));
  const name = (number: number) => queue(number).getByRole('textbox');

  it('adds a queue beside the one that there is', async () => {
    const { start, user, value } = renderField<QueueAnswers[]>(CeleryQueues);
    start();
    expect(screen.queryAllByRole('group')).toEqual([]);

    await user.click(add());
    expect(name(1)).toHaveValue('orders');
    expect(name(2)).toHaveFocus();
    expect(name(2)).toBeValid();
    await user.keyboard('bulk');
    expect(value()).toEqual([{ name: 'orders' }, { name: 'bulk' }]);
  });

  it.each([
    ['orders', 'There is another queue called "orders"'],
    ['Bulk', 'Only lower-case letters'],
    ['unacked', 'no queue can be called that'],
    ['running', 'no queue can be called that'],
    ['a'.repeat(48), 'At most 47 characters'],
  ])('says what is wrong with the name %s', async (wrong, problem) => {
    const { start, user } = renderField<QueueAnswers[]>(CeleryQueues, {
      value: [{ name: 'orders' }, {}],
    });
    start();
    await user.click(name(2));
    await user.paste(wrong);
    expect(name(2)).toBeInvalid();
    expect(name(2)).toHaveAccessibleDescription(
      expect.stringContaining(problem),
    );
    expect(name(1)).toBeValid();
  });

  it('misses a name only after somebody could have typed one', async () => {
    const { start, user } = renderField<QueueAnswers[]>(CeleryQueues, {
      value: [{}],
    });
    start();
    await user.click(name(1));
    expect(name(1)).toBeValid();
    await user.tab();
    expect(name(1)).toHaveAccessibleDescription(/A name is needed/);
  });

  it('asks for the work of a queue where it differs', async () => {
    const { start, user, value } = renderField<QueueAnswers[]>(CeleryQueues, {
      value: [{ name: 'orders' }, { name: 'bulk' }],
    });
    start();
    await user.click(queue(2).getByRole('switch', { name: /not as said/ }));
    const most = queue(2).getByRole('textbox', { name: /How many workers/ });
    await user.clear(most);
    await user.type(most, '3');
    expect(
      await queue(2).findByText(/bears up to 3 of them/),
    ).toBeInTheDocument();
    expect(value()).toEqual([
      { name: 'orders' },
      { name: 'bulk', workload: expect.objectContaining({ maxWorkers: 3 }) },
    ]);

    await user.click(queue(2).getByRole('switch', { name: /not as said/ }));
    expect(value()).toEqual([{ name: 'orders' }, { name: 'bulk' }]);
  });

  it('removes the right one, and leaves the keyboard somewhere', async () => {
    const { start, user, value } = renderField<QueueAnswers[]>(CeleryQueues, {
      value: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
    start();
    await user.click(screen.getByRole('button', { name: 'Remove queue 2' }));
    expect(value()).toEqual([{ name: 'a' }, { name: 'c' }]);
    expect(name(2)).toHaveValue('c');
    expect(add()).toHaveFocus();
  });

  it('adds no more queues than a service may have', () => {
    renderField<QueueAnswers[]>(CeleryQueues, {
      value: Array.from({ length: 50 }, (_, i) => ({ name: `q${i}` })),
    }).start();
    expect(add()).toBeDisabled();
  });
});

describe('CeleryPriorities', () => {
  it('is off until somebody says otherwise', async () => {
    const { start, user, value } = renderField<boolean>(CeleryPriorities);
    start();
    const priorities = screen.getByRole('switch', { name: /have priorities/ });
    expect(priorities).not.toBeChecked();
    expect(priorities).toHaveAccessibleDescription(/four lists/);
    await user.click(priorities);
    expect(value()).toBe(true);
  });
});

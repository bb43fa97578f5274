import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { portal } from '../../__testUtils__/portal';
import {
  clusterAnswer,
  queueStatus,
  serviceStatus,
  withoutScaledObjects,
} from '../../__testUtils__/service';

const TAB = 'entity-content:celery/scaling';

const resultsOf = (table: HTMLElement) =>
  Object.fromEntries(
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row => {
        const name = within(row).getByRole('rowheader').textContent;
        const cells = within(row).getAllByRole('cell');
        return [name, cells.map(cell => cell.textContent)];
      }),
  );

describe('WhatIfPanel', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('shows what other settings would do with the load of now', async () => {
    portal({
      extension: TAB,
      getStatus: async () =>
        serviceStatus([queueStatus('orders', { length: 96, inFlight: 4 })]),
      kubernetes: async () =>
        clusterAnswer({ queue: 'orders', ready: 2, wanted: 5, max: 5 }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try other settings' }),
    );
    expect(
      await screen.findByRole('textbox', { name: 'tasks to do' }),
    ).toHaveValue('100');
    const table = await screen.findByRole('table', { name: 'Compared' });
    const before = resultsOf(table);
    expect(before['most workers']).toEqual(['5', '5']);
    expect(before['done in'][0]).toBe(before['done in'][1]);

    const most = screen.getByRole('textbox', { name: 'most workers' });
    await userEvent.clear(most);
    await userEvent.type(most, '8');
    await userEvent.tab();
    expect(
      await within(table).findByRole('cell', { name: '8' }),
    ).toBeInTheDocument();
    const after = resultsOf(table);
    expect(after['most workers']).toEqual(['5', '8']);
    expect(after['done in'][0]).toBe(before['done in'][0]);
    expect(after['done in'][1]).not.toBe(before['done in'][1]);

    await userEvent.click(
      screen.getByRole('button', {
        name: 'Begin again with the present numbers',
      }),
    );
    expect(most).toHaveValue('5');
  });

  it('says so when there is too much to simulate', async () => {
    portal({
      extension: TAB,
      getStatus: async () =>
        serviceStatus([queueStatus('orders', { length: 1_000_000 })]),
      kubernetes: async () =>
        clusterAnswer({ queue: 'orders', ready: 2, wanted: 5 }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try other settings' }),
    );
    expect(await screen.findByText(/too many tasks/)).toBeInTheDocument();
  });

  it('is not there where the plan in force is not known', async () => {
    portal({
      extension: TAB,
      kubernetes: async () =>
        withoutScaledObjects(
          clusterAnswer({ queue: 'orders', ready: 2, wanted: 5 }),
        ),
    });
    await screen.findByText(/The ScaledObject is unknown/);
    expect(
      screen.queryByRole('button', { name: 'Try other settings' }),
    ).not.toBeInTheDocument();
  });
});

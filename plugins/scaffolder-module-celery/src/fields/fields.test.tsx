import { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import { CeleryBrokerPicker } from './CeleryBrokerPicker/CeleryBrokerPicker';
import { CeleryServiceName } from './CeleryServiceName/CeleryServiceName';
import { Answers } from './CeleryWorkload/answers';
import { CeleryWorkload } from './CeleryWorkload/CeleryWorkload';
import { renderField } from '../__testUtils__/renderField';

jest.setTimeout(60_000);

function entity(
  kind: string,
  name: string,
  options: { spec?: Entity['spec']; title?: string } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', title: options.title },
    spec: options.spec ?? {},
  };
}

const broker = (name: string, title?: string) =>
  entity('Resource', name, { spec: { type: 'celery-broker' }, title });

describe('CeleryServiceName', () => {
  const input = () => screen.getByRole('textbox', { name: /Name of the/ });

  it('says while typing what is wrong with a name', async () => {
    const { start, user, value } = renderField(CeleryServiceName);
    start();
    expect(input()).toBeValid();
    expect(input()).toHaveAccessibleDescription(/at most 54 characters/);

    await user.type(input(), 'Orders');
    expect(input()).toBeInvalid();
    expect(input()).toHaveAccessibleDescription(/Only lower-case letters/);

    await user.clear(input());
    expect(value()).toBeUndefined();
    await user.type(input(), 'import');
    expect(input()).toHaveAccessibleDescription(/keyword of Python/);

    await user.type(input(), '-eu');
    expect(input()).toBeValid();
    expect(screen.getByText(/will be called import_eu/)).toBeInTheDocument();
    expect(value()).toBe('import-eu');
  });

  it('misses a name only after somebody could have typed one', async () => {
    const { start, user } = renderField(CeleryServiceName);
    start();
    await user.click(input());
    expect(input()).toBeValid();
    await user.tab();
    expect(input()).toHaveAccessibleDescription(/A name is needed/);
  });

  it('says that a name is taken', async () => {
    const { start, user } = renderField(CeleryServiceName, {
      entities: [entity('Component', 'orders')],
    });
    start();
    await user.type(input(), 'orders');
    await waitFor(() =>
      expect(input()).toHaveAccessibleDescription(/"orders" is in the catalog/),
    );
    await user.type(input(), '-2');
    expect(input()).toBeValid();
  });

  it('leaves it to the form to show what the form reports', () => {
    const { start } = renderField(CeleryServiceName, {
      value: '1',
      rawErrors: ['The name must start with a letter.'],
    });
    start();
    expect(input()).toBeInvalid();
    expect(input()).toHaveAttribute(
      'aria-describedby',
      expect.stringContaining('root_field__error'),
    );
    expect(screen.queryByText(/must start with/)).toBeNull();
  });
});

describe('CeleryBrokerPicker', () => {
  it('chooses the only broker', async () => {
    const { start, value } = renderField(CeleryBrokerPicker, {
      entities: [broker('orders-broker', 'Orders')],
    });
    start();
    expect(
      await screen.findByRole('button', { name: /Orders \(orders-broker\)/ }),
    ).toBeEnabled();
    expect(value()).toBe('orders-broker');
  });

  it('leaves the choice where there are several', async () => {
    const { start, user, value } = renderField(CeleryBrokerPicker, {
      entities: [broker('b'), broker('a'), entity('Resource', 'database')],
    });
    start();
    await user.click(
      await screen.findByRole('button', { name: /Choose a broker/ }),
    );
    expect(value()).toBeUndefined();
    expect(
      screen
        .getAllByRole('option', { hidden: false })
        .map(({ textContent }) => textContent),
    ).toEqual(['a', 'b']);
    await user.click(screen.getByRole('option', { name: 'b', hidden: false }));
    expect(value()).toBe('b');
  });

  it('says who can help when there is none', async () => {
    renderField(CeleryBrokerPicker).start();
    expect(
      await screen.findByText(/An administrator must name one/),
    ).toBeInTheDocument();
  });

  it('says what went wrong, and asks again', async () => {
    const { catalog, start, user } = renderField(CeleryBrokerPicker, {
      entities: [broker('a')],
    });
    const { getEntities } = catalog;
    catalog.getEntities = async () => {
      throw new Error('The catalog is down');
    };
    start();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /could not be read.*The catalog is down/,
    );
    catalog.getEntities = getEntities;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: /^a\b.*Broker/ }),
    ).toBeEnabled();
  });

  it('says when the chosen broker is gone', async () => {
    renderField(CeleryBrokerPicker, {
      value: 'old',
      entities: [broker('a'), broker('b')],
    }).start();
    expect(
      await screen.findByText(/"old" is not configured/),
    ).toBeInTheDocument();
  });
});

describe('CeleryWorkload', () => {
  const question = (name: RegExp) => screen.getByRole('textbox', { name });
  const figure = async (name: string, column = 0) => {
    const row = await screen.findByRole('row', {
      name: accessibleName => accessibleName.startsWith(name),
    });
    return within(row).getAllByRole('cell')[column].textContent;
  };

  it('hands over what it shows, before anybody touches it', () => {
    const { start, value } = renderField<Answers>(CeleryWorkload, {
      value: { maxWorkers: 7 },
    });
    start();
    expect(question(/usually take/)).toHaveValue('10');
    expect(question(/How many workers/)).toHaveValue('7');
    expect(value()).toEqual({
      taskSeconds: 10,
      concurrency: 2,
      waitSeconds: 60,
      burstTasks: 100,
      tasksPerMinute: 0,
      maxWorkers: 7,
      coldStartSeconds: 10,
      delayedTasks: false,
      burstsADay: 24,
    });
  });

  it('takes numbers with every key, and shows what depends on them', async () => {
    const { start, user, value } = renderField<Answers>(CeleryWorkload);
    start();
    const usual = question(/usually take/);
    await user.clear(usual);
    expect(usual).toHaveAttribute('placeholder', '10');
    await user.type(usual, '45.5');
    expect(usual).toHaveValue('45.5');
    expect(question(/at worst/)).toHaveAttribute('placeholder', '91');

    await user.click(screen.getByRole('switch', { name: /countdown/ }));
    const delay = question(/longest such delay/);
    await user.clear(delay);
    await user.type(delay, '３６００');
    expect(value()).toMatchObject({
      taskSeconds: 45.5,
      delayedTasks: true,
      longestDelaySeconds: 3600,
    });
  });

  it('says what is allowed', async () => {
    const { start, user, value } = renderField<Answers>(CeleryWorkload);
    start();
    const most = question(/How many workers/);
    await user.clear(most);
    await user.type(most, 'many');
    expect(most).toHaveAccessibleDescription(
      /Give a whole number from 1 to 1,000/,
    );
    expect(value()).toMatchObject({ maxWorkers: 'many' });
    await user.clear(most);
    expect(most).toBeValid();

    await user.type(question(/at worst/), '5');
    expect(question(/at worst/)).toHaveAccessibleDescription(
      /Give at least 10/,
    );
  });

  it('previews the answers, and keeps to the last good ones', async () => {
    const { start, user } = renderField<Answers>(CeleryWorkload);
    start();
    expect(await figure('Longest wait')).toMatch(/^\d+ s$/);
    expect(await figure('Burst done in')).toMatch(/^1 min/);
    expect(await figure('With all workers always on')).toBe('14,600');

    const most = question(/How many workers/);
    await user.clear(most);
    await user.type(most, '5');
    await screen.findByRole('cell', { name: '3,650' });
    expect(
      screen.getByText(/bears up to 5 of them, which run up to 10 at a time/),
    ).toBeInTheDocument();

    await user.type(most, 'x');
    expect(screen.getByText(/Some answers are not complete/)).toBeVisible();
    expect(await figure('With all workers always on')).toBe('3,650');
  });

  it('counts what bursts cost by how often they come', async () => {
    const { start, user, value } = renderField<Answers>(CeleryWorkload);
    start();
    const hourly = Number(await figure('Worker hours a month'));
    await user.click(screen.getByRole('button', { name: /every hour/ }));
    await user.click(
      screen.getByRole('option', { name: 'once a day', hidden: false }),
    );
    await waitFor(async () =>
      expect(Number(await figure('Worker hours a month'))).toBeLessThan(
        hourly / 20,
      ),
    );
    expect(value()).toMatchObject({ burstsADay: 1 });

    await user.clear(question(/in a burst/));
    await user.type(question(/in a burst/), '0');
    expect(screen.queryByRole('button', { name: /once a day/ })).toBeNull();
  });

  it('warns, and makes the change that it asks for', async () => {
    const { start, user } = renderField<Answers>(CeleryWorkload, {
      value: { waitSeconds: 20 },
    });
    start();
    const change = await screen.findByRole('button', {
      name: /Set the wait to \d+ s/,
    });
    const [value] = change.textContent!.match(/\d+/)!;
    await user.click(change);
    expect(question(/may a task wait/)).toHaveValue(value);
    await waitFor(() => expect(change).not.toBeInTheDocument());
  });

  it('shows what the usual recipe does to long tasks', async () => {
    const { start, user } = renderField<Answers>(CeleryWorkload, {
      value: { taskSeconds: 120 },
    });
    start();
    await user.click(screen.getByRole('switch', { name: /usual recipe/ }));
    expect(await figure('Tasks killed in a burst', 0)).toBe('0');
    expect(Number(await figure('Tasks killed in a burst', 1))).toBeGreaterThan(
      0,
    );
    expect(await figure('Burst done in', 1)).toBe('never');
    await user.click(screen.getByRole('tab', { name: 'A day' }));
    expect(
      await screen.findByText(/Each burst leaves tasks behind/),
    ).toBeInTheDocument();
  });

  it('says in a table what the chart draws', async () => {
    const { start, user } = renderField<Answers>(CeleryWorkload);
    start();
    await user.click(
      await screen.findByRole('button', { name: 'Show as a table' }),
    );
    const table = screen.getByRole('table', { name: 'This plan' });
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(/^0 s01000/);
    await user.click(screen.getByRole('button', { name: 'Show as a chart' }));
    expect(screen.queryByRole('table', { name: 'This plan' })).toBeNull();
  });

  it('calls unknown what would hold up typing', async () => {
    renderField<Answers>(CeleryWorkload, {
      value: { burstTasks: 900_000 },
    }).start();
    expect(
      await screen.findByText(/too much to be simulated/),
    ).toBeInTheDocument();
    expect(await figure('Longest wait')).toBe('unknown');
  });
});

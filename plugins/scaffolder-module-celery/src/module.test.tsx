import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import {
  ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import celeryWizardModule from '.';

jest.setTimeout(90_000);

const entity = (
  kind: string,
  name: string,
  spec: Entity['spec'] = {},
  title?: string,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', title },
  spec,
});

const broker = (name: string, title?: string) =>
  entity('Resource', name, { type: 'celery-broker', owner: 'a' }, title);

/** The scaffolder's own wizard, with one page of our fields. */
function renderWizard(
  properties: object,
  options: { entities?: Entity[]; language?: string } = {},
) {
  // Where the portal keeps the language of the user before.
  window.localStorage.clear();
  const catalog = catalogApiMock({
    entities: [
      entity('Template', 'celery-service'),
      ...(options.entities ?? []),
    ],
  });
  const scaffold = jest.fn().mockResolvedValue({ taskId: 'task' });
  const scaffolder: Partial<ScaffolderApi> = {
    getTemplateParameterSchema: async () => ({
      title: 'Celery service',
      steps: [
        {
          title: 'Service',
          schema: {
            type: 'object',
            required: Object.keys(properties),
            properties,
          },
        },
      ],
    }),
    scaffold,
  };
  renderTestApp({
    features: [scaffolderPlugin, celeryWizardModule],
    initialRouteEntries: ['/create/templates/default/celery-service'],
    apis: [
      [catalogApiRef, catalog],
      [scaffolderApiRef, scaffolder as ScaffolderApi],
    ],
    config: {
      app: {
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'ja'],
                defaultLanguage: options.language ?? 'en',
              },
            },
          },
        ],
      },
    },
  });
  const user = userEvent.setup();
  return {
    catalog,
    user,
    review: async () =>
      user.click(await screen.findByRole('button', { name: 'Review' })),
    /** What the wizard would run the template with. */
    create: async () => {
      await user.click(await screen.findByRole('button', { name: 'Create' }));
      await waitFor(() => expect(scaffold).toHaveBeenCalled());
      return scaffold.mock.calls[0][0].values;
    },
  };
}

describe('CeleryServiceName', () => {
  const properties = {
    name: { type: 'string', 'ui:field': 'CeleryServiceName' },
  };
  const nameInput = () =>
    screen.findByRole('textbox', { name: /Name of the service/ });

  it('says while typing what is wrong, and lets a good name through', async () => {
    const { user, review, create } = renderWizard(properties);
    const input = await nameInput();
    expect(input).toBeValid();
    expect(input).toHaveAccessibleDescription(/at most 54 characters/);

    await user.type(input, 'Orders');
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription(/Only lower-case letters/);

    await user.clear(input);
    await user.type(input, 'import');
    expect(input).toHaveAccessibleDescription(/keyword of Python/);

    await user.type(input, '-eu');
    expect(input).toBeValid();
    expect(screen.getByText(/will be called import_eu/)).toBeInTheDocument();

    await review();
    expect(await create()).toEqual({ name: 'import-eu' });
  });

  it('misses a name only after somebody could have typed one', async () => {
    const { user } = renderWizard(properties);
    const input = await nameInput();
    await user.click(input);
    expect(input).toBeValid();
    await user.tab();
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription(/A name is needed/);
  });

  it('says that a name is taken, and does not go on with it', async () => {
    const { user, review } = renderWizard(properties, {
      entities: [entity('Component', 'orders')],
    });
    const input = await nameInput();
    await user.type(input, 'orders');
    await waitFor(() =>
      expect(input).toHaveAccessibleDescription(/"orders" is in the catalog/),
    );
    await review();
    expect(
      (await screen.findAllByText(/"orders" is in the catalog/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('goes on when the catalog does not answer', async () => {
    const { catalog, user, review, create } = renderWizard(properties);
    catalog.getEntityByRef = async () => {
      throw new Error('down');
    };
    await user.type(await nameInput(), 'orders');
    await review();
    expect(await create()).toEqual({ name: 'orders' });
  });

  it('speaks Japanese', async () => {
    const { user } = renderWizard(properties, { language: 'ja' });
    const input = await screen.findByRole('textbox', { name: /サービス名/ });
    await user.type(input, 'json');
    expect(input).toHaveAccessibleDescription(/標準ライブラリ/);
  });
});

describe('CeleryBrokerPicker', () => {
  const properties = {
    broker: { type: 'string', 'ui:field': 'CeleryBrokerPicker' },
  };

  it('chooses the only broker', async () => {
    const { review, create } = renderWizard(properties, {
      entities: [broker('orders-broker', 'Orders')],
    });
    expect(
      await screen.findByRole('button', { name: /Orders \(orders-broker\)/ }),
    ).toBeEnabled();
    await review();
    expect(await create()).toEqual({ broker: 'orders-broker' });
  });

  it('leaves the choice where there are several', async () => {
    const { user, review, create } = renderWizard(properties, {
      entities: [broker('b'), broker('a'), entity('Resource', 'database')],
    });
    await user.click(
      await screen.findByRole('button', { name: /Choose a broker/ }),
    );
    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual(['a', 'b']);
    await user.click(screen.getByRole('option', { name: 'b' }));
    await review();
    expect(await create()).toEqual({ broker: 'b' });
  });

  it('says who can help when there is none', async () => {
    renderWizard(properties);
    expect(
      await screen.findByText(/An administrator must name one/),
    ).toBeInTheDocument();
  });

  it('says what went wrong and asks again', async () => {
    const { catalog, user } = renderWizard(properties, {
      entities: [broker('a')],
    });
    const getEntities = catalog.getEntities;
    catalog.getEntities = async () => {
      throw new Error('The catalog is down');
    };
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
    renderWizard(
      { broker: { ...properties.broker, default: 'old' } },
      { entities: [broker('a'), broker('b')] },
    );
    expect(
      await screen.findByText(/"old" is not configured/),
    ).toBeInTheDocument();
  });
});

describe('CeleryWorkload', () => {
  const properties = {
    workload: { type: 'object', 'ui:field': 'CeleryWorkload' },
  };
  const question = (name: RegExp) => screen.findByRole('textbox', { name });

  it('hands over what it shows, touched or not', async () => {
    const { review, create } = renderWizard(properties);
    expect(await question(/usually take/)).toHaveValue('10');
    await review();
    expect((await create()).workload).toEqual({
      taskSeconds: 10,
      concurrency: 2,
      waitSeconds: 60,
      burstTasks: 100,
      tasksPerMinute: 0,
      maxWorkers: 20,
      coldStartSeconds: 10,
      delayedTasks: false,
      longestDelaySeconds: 600,
    });
  });

  it('takes numbers with every key, and follows with what depends on them', async () => {
    const { user, review, create } = renderWizard(properties);
    const usual = await question(/usually take/);
    await user.clear(usual);
    expect(usual).toHaveAttribute('placeholder', '10');
    await user.type(usual, '45.5');
    expect(usual).toHaveValue('45.5');
    expect(await question(/at worst/)).toHaveAttribute('placeholder', '91');

    await user.click(screen.getByRole('switch', { name: /countdown/ }));
    const delay = await question(/longest such delay/);
    await user.clear(delay);
    await user.type(delay, '３６００');

    await review();
    expect((await create()).workload).toMatchObject({
      taskSeconds: 45.5,
      delayedTasks: true,
      longestDelaySeconds: 3600,
    });
  });

  it('says what is allowed, and does not go on without it', async () => {
    const { user, review } = renderWizard(properties);
    const most = await question(/How many workers/);
    await user.clear(most);
    await user.type(most, 'many');
    expect(most).toBeInvalid();
    expect(most).toHaveAccessibleDescription(
      /Give a whole number from 1 to 1,000/,
    );
    const worst = await question(/at worst/);
    await user.type(worst, '5');
    await user.clear(most);
    await user.type(most, '7');
    expect(most).toBeValid();
    expect(worst).toHaveAccessibleDescription(/Give at least 10/);

    await review();
    expect(
      (await screen.findAllByText(/And at worst\? Give at least 10/)).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});

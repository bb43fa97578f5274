import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  FrontendFeature,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import {
  SignInPageBlueprint,
  SignInPageProps,
} from '@backstage/plugin-app-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { celeryViewPermission } from '@celery-keda/backstage-plugin-celery-common';
import { render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { serviceEntity } from './__testUtils__/service';
import { celeryPlugin } from './plugin';
import { celeryViewModule } from './viewModule';

/** Signs in whoever comes. */
function SignInPage({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(mockApis.identity()), [onSignInSuccess]);
  return null;
}

/** What a viewer gets who is granted nothing but, perhaps, the view. */
function portal(options: {
  features: FrontendFeature[];
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}) {
  const { features, result } = options;
  const asked: string[] = [];
  const surroundings = createFrontendModule({
    pluginId: 'app',
    extensions: [
      SignInPageBlueprint.make({
        params: { loader: async () => SignInPage },
      }),
      createTestEntityPage({ entity: serviceEntity('orders') }),
      ApiBlueprint.make({
        name: 'permission',
        params: defineParams =>
          defineParams({
            api: permissionApiRef,
            deps: {},
            factory: () => ({
              authorize: async ({ permission }) => {
                asked.push(`${permission.name} ${permission.type}`);
                return {
                  result:
                    permission.name === celeryViewPermission.name
                      ? result
                      : AuthorizeResult.DENY,
                };
              },
            }),
          }),
      }),
    ],
  });
  const app = createApp({
    features: [celeryPlugin, surroundings, ...features],
    advanced: {
      configLoader: async () => ({
        config: mockApis.config({
          data: {
            app: {
              title: 'Portal',
              baseUrl: 'http://localhost:3000',
              extensions: [{ 'entity-card:celery/scaling': false }],
            },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        }),
      }),
    },
  });
  render(app.createRoot());
  return asked;
}

const page = () => screen.queryByRole('link', { name: 'Celery' });
const tab = () => screen.findByText('You may not see these queues');

it('shows the page and the tab, and asks nobody, unless it is told to', async () => {
  const asked = portal({ features: [], result: AuthorizeResult.DENY });
  expect(await tab()).toBeInTheDocument();
  expect(page()).toBeInTheDocument();
  expect(asked).not.toContain('celery.view basic');
});

it('shows them to those whom the portal lets view them', async () => {
  const asked = portal({
    features: [celeryViewModule],
    result: AuthorizeResult.ALLOW,
  });
  expect(await tab()).toBeInTheDocument();
  expect(page()).toBeInTheDocument();
  expect(asked[0]).toBe('celery.view basic');
});

it('hides them from the others', async () => {
  portal({ features: [celeryViewModule], result: AuthorizeResult.DENY });
  expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  expect(page()).not.toBeInTheDocument();
});

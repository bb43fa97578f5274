import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import {
  SignInPageBlueprint,
  SignInPageProps,
} from '@backstage/plugin-app-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { celeryViewPermission } from '@celery-keda/backstage-plugin-celery-common';
import { render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { celeryPlugin } from './plugin';

/** As the README tells administrators to hide the page and the tab. */
const mayView = {
  permissions: { $contains: `${celeryViewPermission.name}#read` },
};
const hidden = celeryPlugin.withOverrides({
  extensions: [
    celeryPlugin.getExtension('page:celery').override({ if: mayView }),
    celeryPlugin
      .getExtension('entity-content:celery/scaling')
      .override({ if: mayView }),
  ],
});

/** Signs in whoever comes. */
function SignInPage({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(mockApis.identity()), [onSignInSuccess]);
  return null;
}

function portal(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const asked: string[] = [];
  const permissions = createFrontendModule({
    pluginId: 'app',
    extensions: [
      SignInPageBlueprint.make({
        params: { loader: async () => SignInPage },
      }),
      ApiBlueprint.make({
        name: 'permission',
        params: defineParams =>
          defineParams({
            api: permissionApiRef,
            deps: {},
            factory: () => ({
              authorize: async ({ permission }) => {
                asked.push(`${permission.name} ${permission.type}`);
                return { result };
              },
            }),
          }),
      }),
    ],
  });
  const app = createApp({
    features: [hidden, permissions],
    advanced: {
      configLoader: async () => ({
        config: mockApis.config({
          data: {
            app: { title: 'Portal', baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        }),
      }),
    },
  });
  render(app.createRoot());
  return asked;
}

it('shows the page to those whom the portal lets view it', async () => {
  const asked = portal(AuthorizeResult.ALLOW);
  expect(
    await screen.findByRole('link', { name: 'Celery' }),
  ).toBeInTheDocument();
  expect(asked).toEqual(['celery.view basic']);
});

it('hides it from the others', async () => {
  portal(AuthorizeResult.DENY);
  expect(await screen.findByText(/PAGE NOT FOUND/i)).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Celery' })).toBeNull();
});

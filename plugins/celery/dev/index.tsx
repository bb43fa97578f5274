import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import celeryWizardModule from '@celery-keda/backstage-plugin-scaffolder-module-celery';
import ReactDOM from 'react-dom/client';
import celeryPlugin from '../src';

const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: {
        loader: () => import('./GuestSignInPage').then(m => m.GuestSignInPage),
      },
    }),
  ],
});

const app = createApp({
  features: [
    catalogPlugin,
    catalogGraphPlugin,
    orgPlugin,
    scaffolderPlugin,
    kubernetesPlugin,
    userSettingsPlugin,
    celeryPlugin,
    celeryWizardModule,
    signInModule,
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());

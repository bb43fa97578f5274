import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModuleCelery from '@celery-keda/backstage-plugin-scaffolder-backend-module-celery';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import request from 'supertest';
import { parse } from 'yaml';

export const TEMPLATE_FOLDER = resolve(
  __dirname,
  '../../templates/celery-service',
);

/** The template, as the catalog reads it. */
export const template = parse(
  readFileSync(join(TEMPLATE_FOLDER, 'template.yaml'), 'utf8'),
);

type ConfigData = NonNullable<
  Parameters<typeof mockServices.rootConfig>[0]
>['data'];

/** What a dry run of the template answers. */
export interface DryRun {
  status: number;
  /** What is wrong with the parameters, or with a step; empty if nothing is. */
  error: string;
  /** Text of each file, by path. */
  files: Map<string, string>;
  output: {
    links?: { title: string; entityRef?: string }[];
    text?: { title: string; content: string }[];
  };
}

/** The real scaffolder, with the module's actions. */
export interface Scaffolder {
  server: Parameters<typeof request>[0];
  /** Where `publish:local` writes. */
  root: string;
  dryRun(values: object): Promise<DryRun>;
  stop(): Promise<void>;
}

/**
 * Starts a scaffolder in a portal with two brokers and two clusters.
 *
 * @param features - a catalog at least
 * @param config - what the portal is configured with besides, or instead
 */
export async function startScaffolder(
  features: BackendFeature[],
  config: ConfigData = {},
): Promise<Scaffolder> {
  const folder = mkdtempSync(join(tmpdir(), 'celery-keda-template-'));
  const root = join(folder, 'services');
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleCelery,
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory: folder },
          catalog: {
            locations: [
              {
                type: 'file',
                target: join(TEMPLATE_FOLDER, 'template.yaml'),
                rules: [{ allow: ['Template'] }],
              },
            ],
          },
          celery: {
            brokers: [
              { name: 'local-broker', url: 'redis://127.0.0.1:6379/0' },
              { name: 'tls-broker', url: 'rediss://127.0.0.1:6380/3' },
            ],
            local: { root },
          },
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [{ name: 'local' }, { name: 'iks/prod.eu-de_1' }],
              },
            ],
          },
          ...config,
        },
      }),
      ...features,
    ],
  });
  const directoryContents = filesBelow(TEMPLATE_FOLDER);
  return {
    server: backend.server,
    root,
    async dryRun(values) {
      const response = await request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .send({ template, values, directoryContents });
      return readAnswer(response);
    },
    async stop() {
      await backend.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readAnswer({ status, body }: request.Response): DryRun {
  const contents: { path: string; base64Content: string }[] =
    body.directoryContents ?? [];
  return {
    status,
    error: body.error?.message ?? (body.errors ? JSON.stringify(body) : ''),
    files: new Map(
      contents.map(({ path, base64Content }) => [
        path,
        Buffer.from(base64Content, 'base64').toString('utf8'),
      ]),
    ),
    output: body.output ?? {},
  };
}

function filesBelow(
  folder: string,
  below = '',
): { path: string; base64Content: string }[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(
    entry => {
      const path = join(below, entry.name);
      return entry.isDirectory()
        ? filesBelow(folder, path)
        : [{ path, base64Content: readFileSync(join(folder, path), 'base64') }];
    },
  );
}

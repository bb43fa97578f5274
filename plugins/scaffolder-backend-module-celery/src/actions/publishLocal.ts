import { PermissionsService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import path from 'node:path';
import { assertMayRegister } from '../local/assertMayRegister';
import { LocalRoot } from '../local/LocalRoot';
import { readEntityRefs } from '../catalog/readEntityRefs';
import { createRepository } from '../local/repository';
import { examples } from './publishLocal.examples';

const DEFAULT_AUTHOR = {
  name: 'Scaffolder',
  email: 'scaffolder@backstage.io',
};

/**
 * Makes `publish:local`, which puts what the steps before it wrote into a new
 * git repository on the portal's own disk.
 */
export function createPublishLocalAction(options: {
  config: Config;
  catalog: CatalogService;
  permissions: PermissionsService;
}) {
  const { config, catalog, permissions } = options;
  return createTemplateAction({
    id: 'publish:local',
    description:
      'Makes a git repository of the workspace, in the folder that celery.local.root names. Overwrites nothing; the same content twice is fine.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z.string().describe('The name of the repository and its folder'),
        message: z =>
          z.string().describe('The message of its commit').optional(),
      },
      output: {
        path: z => z.string().describe('The folder of the repository'),
        python: z =>
          z
            .string()
            .describe('A Python that has what a created service requires'),
        commitHash: z =>
          z
            .string()
            .describe('Its only commit; nothing in a dry run')
            .optional(),
      },
    },
    async handler(ctx) {
      const { name, message = 'Create the service from its template' } =
        ctx.input;
      const root = LocalRoot.fromConfig(config);
      const folder = root.serviceFolder(name);
      ctx.output('path', folder);
      ctx.output('python', pythonOf(config));
      await assertMayRegister({
        entityRefs: await readEntityRefs(ctx.workspacePath),
        location: root.location(name),
        credentials: await ctx.getInitiatorCredentials(),
        catalog,
        permissions,
      });
      if (ctx.isDryRun) {
        ctx.logger.info(`Would make the repository "${name}".`);
        return;
      }
      const commitHash = await createRepository({
        content: ctx.workspacePath,
        folder,
        author: authorOf(config),
        message,
      });
      ctx.logger.info(`Made the repository "${name}", commit ${commitHash}.`);
      ctx.output('commitHash', commitHash);
    },
  });
}

function authorOf(config: Config): { name: string; email: string } {
  return {
    name:
      config.getOptionalString('scaffolder.defaultAuthor.name') ??
      DEFAULT_AUTHOR.name,
    email:
      config.getOptionalString('scaffolder.defaultAuthor.email') ??
      DEFAULT_AUTHOR.email,
  };
}

function pythonOf(config: Config): string {
  const python = config.getOptionalString('celery.local.python');
  return python ? path.resolve(python) : 'python';
}

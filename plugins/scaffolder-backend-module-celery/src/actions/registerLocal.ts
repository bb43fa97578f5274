import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { readEntityRefs } from '../catalog/readEntityRefs';
import { register } from '../catalog/register';
import { LocalRoot } from '../local/LocalRoot';
import { examples } from './registerLocal.examples';

/**
 * Makes `catalog:register:local`, which registers a repository that
 * `publish:local` made, and waits until its entities can be read: whoever
 * follows the link to them finds a page.
 */
export function createRegisterLocalAction(options: {
  config: Config;
  catalog: CatalogService;
}) {
  const { config, catalog } = options;
  return createTemplateAction({
    id: 'catalog:register:local',
    description:
      'Registers the entities of a repository below celery.local.root in the catalog, and waits until they are there.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('The name given to publish:local'),
      },
      output: {
        entityRef: z =>
          z.string().describe('The first entity of the repository'),
        catalogInfoPath: z =>
          z.string().describe('The file that describes the entities'),
      },
    },
    async handler(ctx) {
      const location = LocalRoot.fromConfig(config).location(ctx.input.name);
      const entityRefs = await readEntityRefs(ctx.workspacePath);
      ctx.output('entityRef', entityRefs[0]);
      ctx.output('catalogInfoPath', location.target);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would register ${entityRefs.join(', ')}.`);
        return;
      }
      const request = { credentials: await ctx.getInitiatorCredentials() };
      await register({ catalog, location, entityRefs, request, ...ctx });
    },
  });
}

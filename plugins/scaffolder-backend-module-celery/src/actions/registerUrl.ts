import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { readEntityRefs } from '../catalog/readEntityRefs';
import { register } from '../catalog/register';
import { CATALOG_INFO } from '../local/LocalRoot';
import { examples } from './registerUrl.examples';

/**
 * Makes `catalog:register:url`, which registers a repository that another
 * action published. Unlike `catalog:register` it may run again, and waits
 * until the entities can be read.
 */
export function createRegisterUrlAction(options: { catalog: CatalogService }) {
  const { catalog } = options;
  return createTemplateAction({
    id: 'catalog:register:url',
    description:
      'Registers the entities of a published repository in the catalog, unless that was done, and waits until they are there.',
    examples,
    schema: {
      input: {
        repoContentsUrl: z =>
          z
            .string()
            .describe(
              'Address of the contents, from the action that published',
            ),
      },
      output: {
        entityRef: z =>
          z.string().describe('The first entity of the repository'),
        catalogInfoUrl: z =>
          z.string().describe('The file that describes the entities'),
      },
    },
    async handler(ctx) {
      const target = `${ctx.input.repoContentsUrl}/${CATALOG_INFO}`;
      const location = { type: 'url', target };
      const entityRefs = await readEntityRefs(ctx.workspacePath);
      ctx.output('entityRef', entityRefs[0]);
      ctx.output('catalogInfoUrl', target);
      const request = { credentials: await ctx.getInitiatorCredentials() };
      // Says at once why the catalog cannot read the file, if it cannot.
      await catalog.addLocation({ ...location, dryRun: true }, request);
      await register({ catalog, location, entityRefs, request, ...ctx });
    },
  });
}

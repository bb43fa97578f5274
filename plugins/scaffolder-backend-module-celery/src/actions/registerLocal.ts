import { Config } from '@backstage/config';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  CatalogService,
  CatalogServiceRequestOptions,
} from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalRoot } from '../local/LocalRoot';
import { readEntityRefs } from '../local/readEntityRefs';
import { examples } from './registerLocal.examples';

/** How long a catalog may take to process a new location. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 250;

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
      await addLocation(catalog, location, request);
      await waitFor(entityRefs, catalog, request, ctx.signal);
      ctx.logger.info(`Registered ${entityRefs.join(', ')}.`);
    },
  });
}

async function addLocation(
  catalog: CatalogService,
  location: { type: string; target: string },
  request: CatalogServiceRequestOptions,
): Promise<void> {
  try {
    await catalog.addLocation(location, request);
  } catch (error) {
    // A step that is repeated finds its own location.
    if (!isError(error) || error.statusCode !== 409) {
      throw error;
    }
  }
}

async function waitFor(
  entityRefs: string[],
  catalog: CatalogService,
  request: CatalogServiceRequestOptions,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await areReadable(entityRefs, catalog, request))) {
    if (Date.now() > deadline) {
      throw new ServiceUnavailableError(
        `${entityRefs.join(
          ', ',
        )} was registered but did not appear in the catalog. Its errors are in the log of the portal's backend.`,
      );
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

async function areReadable(
  entityRefs: string[],
  catalog: CatalogService,
  request: CatalogServiceRequestOptions,
): Promise<boolean> {
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs, fields: ['metadata.name'] },
    request,
  );
  return items.every(Boolean);
}

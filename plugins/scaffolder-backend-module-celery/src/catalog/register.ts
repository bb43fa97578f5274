import { LoggerService } from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import {
  CatalogService,
  CatalogServiceRequestOptions,
} from '@backstage/plugin-catalog-node';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a catalog may take to process a new location. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 250;

/**
 * Registers a location, unless it is registered, and waits until its entities
 * can be read: whoever follows the link to them finds a page.
 */
export async function register(options: {
  catalog: CatalogService;
  location: { type: string; target: string };
  entityRefs: string[];
  request: CatalogServiceRequestOptions;
  logger: LoggerService;
  signal?: AbortSignal;
}): Promise<void> {
  const { catalog, location, entityRefs, request, logger, signal } = options;
  await addLocation(catalog, location, request);
  await waitFor(entityRefs, catalog, request, signal);
  logger.info(`Registered ${entityRefs.join(', ')}.`);
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

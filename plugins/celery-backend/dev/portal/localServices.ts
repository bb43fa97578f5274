import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ReaderFactory,
  urlReaderFactoriesServiceRef,
} from '@backstage/backend-defaults/urlReader';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  isError,
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';

/**
 * Lets the portal's URL readers read the created services, which lie on this
 * machine and not at a host, and nothing beside them.
 *
 * @param folder - holds one folder for each service
 */
export function localServicesReader(folder: string) {
  return createServiceFactory({
    service: urlReaderFactoriesServiceRef,
    deps: {},
    factory: (): ReaderFactory => () =>
      [
        {
          predicate: ({ protocol }) => protocol === 'file:',
          reader: {
            readUrl: async (url, options) => {
              const content = await contentOf(folder, url);
              const etag = createHash('sha256').update(content).digest('hex');
              if (options?.etag === etag) {
                throw new NotModifiedError();
              }
              return { buffer: async () => content, etag };
            },
            readTree: refuse,
            search: refuse,
          },
        },
      ],
  });
}

async function contentOf(folder: string, url: string): Promise<Buffer> {
  try {
    const root = await realpath(folder);
    const file = await realpath(fileURLToPath(url));
    if (!file.startsWith(`${root}${sep}`)) {
      throw new NotAllowedError('Not a created service');
    }
    return await readFile(file);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      throw new NotFoundError('No such file');
    }
    throw error;
  }
}

async function refuse(): Promise<never> {
  throw new NotAllowedError('Only single files of a created service are read');
}

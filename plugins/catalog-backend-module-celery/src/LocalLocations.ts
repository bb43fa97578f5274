import { isChildPath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import path from 'node:path';

const ROOT_KEY = 'celery.local.root';

// The catalog reads a file location as a glob, in which braces can spell
// `..` and, on every platform, `\` separates folders.
const GLOB = /[*?[\]{}\\]|[!+@]\(/;

/**
 * Decides which `file` locations the catalog may read: those of its static
 * configuration, as ever, and single files below `celery.local.root`.
 */
export class LocalLocations {
  static fromConfig(config: Config): LocalLocations | undefined {
    const root = config.getOptionalString(ROOT_KEY);
    return root === undefined
      ? undefined
      : new LocalLocations(path.resolve(root), config);
  }

  private constructor(
    private readonly root: string,
    private readonly config: Config,
  ) {}

  /** Whether `catalog.locations` holds this file location. */
  isConfigured(target: string): boolean {
    const locations =
      this.config.getOptionalConfigArray('catalog.locations') ?? [];
    return locations.some(
      location =>
        location.getString('type') === 'file' &&
        path.resolve(location.getString('target')) === target,
    );
  }

  /**
   * Refuses whatever is not the path of one file below the root, links
   * resolved.
   *
   * @throws InputError that says what is allowed, and no path.
   */
  assertAllowed(target: string): void {
    if (!path.isAbsolute(target)) {
      throw new InputError(
        'A file location must be an absolute path: give the whole path of the catalog-info.yaml.',
      );
    }
    if (GLOB.test(target)) {
      throw new InputError(
        'A file location must be the path of one file, without wildcards, braces or backslashes: register each file by its own path.',
      );
    }
    if (!this.contains(target)) {
      throw new InputError(
        `This file location is outside the folder that ${ROOT_KEY} in app-config allows: move the file below that folder, or ask an administrator to add the location to catalog.locations.`,
      );
    }
  }

  private contains(target: string): boolean {
    try {
      return isChildPath(this.root, target);
    } catch {
      // Such as a file in the place of a folder: nothing that could be read.
      return false;
    }
  }
}

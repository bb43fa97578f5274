import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { checkServiceName } from '@celery-keda/backstage-plugin-celery-common';
import path from 'node:path';

/** Where a repository describes its entities. */
export const CATALOG_INFO = 'catalog-info.yaml';

/** The folder that holds the repositories of local services. */
export class LocalRoot {
  /**
   * Read when it is needed, so that a portal without it starts.
   *
   * @throws NotFoundError that names the setting, if it is missing
   */
  static fromConfig(config: Config): LocalRoot {
    const root = config.getOptionalString('celery.local.root');
    if (!root) {
      throw new NotFoundError(
        'This portal has no folder for local services: an administrator sets celery.local.root in app-config, or publish to GitHub.',
      );
    }
    return new LocalRoot(path.resolve(root));
  }

  private constructor(readonly folder: string) {}

  /**
   * The folder of one service.
   *
   * @throws InputError if a service may not have this name
   */
  serviceFolder(name: string): string {
    const [problem] = checkServiceName(name);
    if (problem) {
      throw new InputError(problem.message);
    }
    return resolveSafeChildPath(this.folder, name);
  }

  /** The catalog location of one service. */
  location(name: string): { type: 'file'; target: string } {
    return {
      type: 'file',
      target: path.join(this.serviceFolder(name), CATALOG_INFO),
    };
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../docs/documents';

/** What the tests look at of an entry in `package-lock.json`. */
export interface LockEntry {
  version?: string;
  license?: string;
  /** For a workspace: where it is. */
  resolved?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Every installed package, by its path. */
export function readLockFile(): Record<string, LockEntry> {
  const { packages } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  return packages;
}

/** Paths of the packages that come with ours when these are installed. */
export function installedWithOurs(
  packages: Record<string, LockEntry>,
): Set<string> {
  const found = new Set<string>();
  const follow = (path: string) => {
    const { dependencies, optionalDependencies } = packages[path];
    for (const name of Object.keys({
      ...dependencies,
      ...optionalDependencies,
    })) {
      const next = pathOf(packages, path, name);
      if (next && !found.has(next)) {
        found.add(next);
        follow(next);
      }
    }
  };
  Object.keys(packages)
    .filter(
      path => path.startsWith('plugins/') && !path.includes('node_modules'),
    )
    .forEach(follow);
  return found;
}

/** Where a package finds another one: the nearest `node_modules` that has it. */
function pathOf(
  packages: Record<string, LockEntry>,
  from: string,
  name: string,
): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const path = join(folder, 'node_modules', name);
    const entry = packages[path];
    if (entry) {
      return entry.link ? entry.resolved : path;
    }
    if (!folder) {
      return undefined;
    }
  }
}

function parentOf(folder: string): string {
  const end = folder.lastIndexOf('/node_modules/');
  return end < 0 ? '' : folder.slice(0, end);
}

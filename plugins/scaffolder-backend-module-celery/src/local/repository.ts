import { ConflictError } from '@backstage/errors';
import git from 'isomorphic-git';
import fs from 'node:fs';
import path from 'node:path';

const BRANCH = 'main';

/** What a new repository holds. */
export interface NewRepository {
  /** The folder whose content it gets. */
  content: string;
  /** Where it goes. */
  folder: string;
  author: { name: string; email: string };
  message: string;
}

/**
 * Makes a git repository of one commit. It appears at once and whole, or not
 * at all: whoever watches its parent never sees half of it.
 *
 * @returns the commit's hash. If the folder already is a repository of the
 * same content, that one's, so that a step may be repeated.
 * @throws ConflictError if the folder holds anything else
 */
export async function createRepository(
  repository: NewRepository,
): Promise<string> {
  const { content, folder } = repository;
  const parent = path.dirname(folder);
  await fs.promises.mkdir(parent, { recursive: true });
  // Begins with a dot, which no service's name does.
  const draft = await fs.promises.mkdtemp(path.join(parent, '.draft-'));
  try {
    await fs.promises.cp(content, draft, {
      recursive: true,
      filter: source => source !== path.join(content, '.git'),
    });
    // A temporary folder is its owner's alone.
    await fs.promises.chmod(draft, 0o755);
    const commit = await commitAll(draft, repository);
    return (await moveInto(draft, folder))
      ? commit
      : await existingCommit(draft, folder);
  } finally {
    await fs.promises.rm(draft, { recursive: true, force: true });
  }
}

async function commitAll(
  dir: string,
  { author, message }: NewRepository,
): Promise<string> {
  await git.init({ fs, dir, defaultBranch: BRANCH });
  await git.add({ fs, dir, filepath: '.' });
  return git.commit({ fs, dir, author, message });
}

/** Whether the draft is in place now; not if something was there. */
async function moveInto(draft: string, folder: string): Promise<boolean> {
  try {
    await fs.promises.rename(draft, folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') {
      return false;
    }
    throw error;
  }
}

async function existingCommit(draft: string, folder: string): Promise<string> {
  const [made, existing] = await Promise.all([head(draft), head(folder)]);
  if (!existing || existing.tree !== made?.tree) {
    throw new ConflictError(
      `There is already something called "${path.basename(
        folder,
      )}" in the folder of local services: choose another name, or remove it first.`,
    );
  }
  return existing.commit;
}

async function head(
  dir: string,
): Promise<{ commit: string; tree: string } | undefined> {
  try {
    const commit = await git.resolveRef({ fs, dir, ref: BRANCH });
    const { commit: read } = await git.readCommit({ fs, dir, oid: commit });
    return { commit, tree: read.tree };
  } catch {
    // No repository, or one of another making.
    return undefined;
  }
}

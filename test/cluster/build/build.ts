import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BIN } from '../paths';
import { Artifact, ARTIFACTS } from './artifacts';
import { createGo, MODULES, requiredVersion } from './go';
import { ensureGo } from './toolchain';

export interface BuildOptions {
  /** Gets a line for each file: made, or already there. */
  onProgress?: (line: string) => void;
  /** Where the files go. */
  folder?: string;
  artifacts?: readonly Artifact[];
}

/**
 * Makes what the cluster consists of, except what is there already and was
 * made from the same pins. The first time takes some ten minutes on two cores.
 *
 * @throws {@link BuildProblem}
 */
export async function buildCluster(options: BuildOptions = {}): Promise<void> {
  const {
    folder = BIN,
    artifacts = ARTIFACTS,
    onProgress = () => {},
  } = options;
  const go = createGo(() => ensureGo({ onProgress }));
  await mkdir(folder, { recursive: true });
  for (const artifact of artifacts) {
    const { module, name } = artifact;
    const version = await requiredVersion(module, artifact.versionOf);
    const target = join(folder, name);
    const stamp = await stampOf(artifact);
    if (await isBuilt(target, stamp)) {
      onProgress(`${name} ${version} is there`);
      continue;
    }
    onProgress(`${name} ${version} is being built`);
    const began = Date.now();
    await rm(stampFile(target), { force: true });
    await artifact.make({ go, version, target: `${target}.unfinished` });
    await rename(`${target}.unfinished`, target);
    await writeFile(stampFile(target), stamp);
    const seconds = Math.round((Date.now() - began) / 1000);
    onProgress(`${name} ${version} was built in ${seconds} s`);
  }
}

/** What is missing, or was made from other pins than today's. */
export async function missingArtifacts(folder = BIN): Promise<string[]> {
  const missing = [];
  for (const artifact of ARTIFACTS) {
    if (
      !(await isBuilt(join(folder, artifact.name), await stampOf(artifact)))
    ) {
      missing.push(artifact.name);
    }
  }
  return missing;
}

async function stampOf(artifact: Artifact): Promise<string> {
  const hash = createHash('sha256').update(artifact.recipe);
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(await readFile(join(MODULES, artifact.module, file)));
  }
  return hash.digest('hex');
}

async function isBuilt(target: string, stamp: string): Promise<boolean> {
  if (!existsSync(target)) {
    return false;
  }
  return (await readFile(stampFile(target), 'utf8').catch(() => '')) === stamp;
}

function stampFile(target: string): string {
  return `${target}.stamp`;
}

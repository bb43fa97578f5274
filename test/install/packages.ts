import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../docs/documents';

const run = promisify(execFile);

const PLUGINS = join(ROOT, 'plugins');
const PACKED = join(ROOT, 'local/packages');
const INDEX = join(PACKED, 'index.json');
const MOST_OUTPUT = 64 * 1024 * 1024;

/** What the tests look at of a package.json. */
export interface Manifest {
  name: string;
  version: string;
  license: string;
  main: string;
  types: string;
  sideEffects?: boolean;
  exports?: Record<string, string | Record<string, string>>;
  files: string[];
  backstage: {
    role: string;
    pluginId: string;
    pluginPackage?: string;
    pluginPackages?: string[];
    features?: Record<string, string>;
  };
  configSchema?: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** A package as it is published. */
export interface Packed {
  /** Under `plugins`. */
  folder: string;
  /** Where the tarball is. */
  tarball: string;
  bytes: number;
  /** The tarball's, as `npm` writes it. */
  integrity: string;
  manifest: Manifest;
  /** Paths of all files in it. */
  files: string[];
}

/**
 * Packs every package as a release does, before the tests. What they are made
 * from must have been built.
 */
export default async function packPackages(): Promise<void> {
  await rm(PACKED, { recursive: true, force: true });
  await mkdir(PACKED, { recursive: true });
  const packed: Packed[] = [];
  for (const folder of (await readdir(PLUGINS)).sort()) {
    packed.push(await packPackage(folder));
  }
  await writeFile(INDEX, JSON.stringify(packed));
}

/** The packages that are under test. */
export function packedPackages(): Packed[] {
  return JSON.parse(readFileSync(INDEX, 'utf8'));
}

async function packPackage(folder: string): Promise<Packed> {
  // Scripts are off in this repository; those of our own are what makes the
  // package: they turn its entry points from sources into what was built.
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts=false', '--pack-destination', PACKED],
    { cwd: join(PLUGINS, folder), maxBuffer: MOST_OUTPUT },
  );
  const [{ filename, size, integrity, files }] = JSON.parse(
    stdout.slice(stdout.indexOf('[\n')),
  );
  const tarball = join(PACKED, filename);
  return {
    folder,
    tarball,
    bytes: size,
    integrity,
    manifest: JSON.parse(await readPacked(tarball, 'package.json')),
    files: files.map(({ path }: { path: string }) => path).sort(),
  };
}

/** Reads one file of a tarball. */
export async function readPacked(
  tarball: string,
  path: string,
): Promise<string> {
  const { stdout } = await run('tar', ['-xzOf', tarball, `package/${path}`], {
    maxBuffer: MOST_OUTPUT,
  });
  return stdout;
}

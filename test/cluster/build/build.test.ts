import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artifact } from './artifacts';
import { buildCluster } from './build';
import { BuildProblem, requiredVersion } from './go';

const ETCD = 'go.etcd.io/etcd/server/v3';

describe('buildCluster', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cluster-build-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  /** An artifact that tells how often it was made. */
  function countedArtifact(recipe = 'first') {
    let made = 0;
    const artifact: Artifact = {
      name: 'etcd',
      module: 'etcd',
      versionOf: ETCD,
      recipe,
      make: async ({ version, target }) => {
        made += 1;
        await writeFile(target, `${version} ${recipe}`);
      },
    };
    return { artifact, made: () => made };
  }

  it('makes what is missing once', async () => {
    const { artifact, made } = countedArtifact();
    const lines: string[] = [];
    const build = () =>
      buildCluster({
        folder,
        artifacts: [artifact],
        onProgress: line => lines.push(line),
      });

    await build();
    await build();

    const version = await requiredVersion('etcd', ETCD);
    expect(made()).toBe(1);
    expect(await readFile(join(folder, 'etcd'), 'utf8')).toBe(
      `${version} first`,
    );
    expect(lines).toEqual([
      `etcd ${version} is being built`,
      expect.stringMatching(`^etcd ${version} was built in`),
      `etcd ${version} is there`,
    ]);
  });

  it('makes it anew when it is to be made otherwise', async () => {
    await buildCluster({ folder, artifacts: [countedArtifact().artifact] });
    const { artifact, made } = countedArtifact('second');

    await buildCluster({ folder, artifacts: [artifact] });

    expect(made()).toBe(1);
    expect(await readFile(join(folder, 'etcd'), 'utf8')).toMatch('second');
  });

  it('leaves nothing behind that looks finished when making fails', async () => {
    const failing: Artifact = {
      ...countedArtifact().artifact,
      make: async ({ target }) => {
        await writeFile(target, 'half');
        throw new BuildProblem('no');
      },
    };

    await expect(
      buildCluster({ folder, artifacts: [failing] }),
    ).rejects.toThrow('no');

    expect(await readdir(folder)).toEqual(['etcd.unfinished']);
  });
});

describe('requiredVersion', () => {
  it('reads the version that go.mod pins', async () => {
    await expect(
      requiredVersion('kubernetes', 'k8s.io/kubernetes'),
    ).resolves.toBe('v1.35.4');
    await expect(
      requiredVersion('keda', 'github.com/kedacore/keda/v2'),
    ).resolves.toBe('v2.20.2');
  });

  it('knows when go.mod does not pin it', async () => {
    await expect(requiredVersion('etcd', 'k8s.io/api')).rejects.toThrow(
      'etcd/go.mod does not require k8s.io/api',
    );
  });
});

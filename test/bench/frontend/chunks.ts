import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, Metafile, Plugin } from 'esbuild';
import { ROOT } from '../../../plugins/celery-backend/dev/paths';

const COMPONENTS = join(ROOT, 'plugins/celery/src/components');
const OWN = '@celery-keda/';
/** What nothing but the tab draws. */
const CHART = 'components/HistoryPanel/HistoryChart.tsx';

/** What a part of the page weighs without what it shares with others. */
export interface ChunkFigure {
  part: string;
  gzipKilobytes: number;
  withChart: boolean;
}

/** Leaves everything to others that is not ours. */
const sharedDependencies: Plugin = {
  name: 'shared-dependencies',
  setup(setup) {
    setup.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith(OWN)
        ? undefined
        : { path, external: true },
    );
  },
};

/** Weighs the card and the tab, minified, with their styles. */
export async function chunkFigures(): Promise<ChunkFigure[]> {
  return Promise.all(['ScalingCard', 'ScalingTab', 'OverviewPage'].map(weigh));
}

async function weigh(part: string): Promise<ChunkFigure> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(COMPONENTS, part, 'index.ts')],
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    write: false,
    metafile: true,
    outdir: join(ROOT, 'local/bench-chunks'),
    plugins: [sharedDependencies],
  });
  const first = firstOutputs(metafile, part);
  const bytes = outputFiles
    .filter(({ path }) => first.some(name => path.endsWith(name)))
    .reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
  return {
    part,
    gzipKilobytes: bytes / 1000,
    withChart: first.some(name =>
      Object.keys(metafile.outputs[name].inputs).some(input =>
        input.endsWith(CHART),
      ),
    ),
  };
}

/** What is loaded at once: not what is only imported when it is needed. */
function firstOutputs({ outputs }: Metafile, part: string): string[] {
  const entry = Object.keys(outputs).find(name =>
    outputs[name].entryPoint?.endsWith(`${part}/index.ts`),
  );
  const names = new Set<string>();
  const add = (name: string) => {
    if (!names.has(name) && outputs[name]) {
      names.add(name);
      outputs[name].imports
        .filter(({ kind }) => kind === 'import-statement')
        .forEach(({ path }) => add(path));
    }
  };
  if (entry) {
    add(entry);
    add(outputs[entry].cssBundle ?? '');
  }
  return [...names];
}

/** The files of an app's build that draw the chart. */
export function chartFiles({ outputs }: Metafile): string[] {
  return Object.keys(outputs)
    .filter(name =>
      Object.keys(outputs[name].inputs).some(input => input.endsWith(CHART)),
    )
    .map(name => name.slice(dirname(name).length + 1));
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allDocuments, at, Block, Document, ROOT } from './documents';

/** What a block says of its commands when this repository cannot run them. */
const ELSEWHERE = [
  'in your portal',
  'in the created repository',
  'needs a cluster',
  'needs IBM Cloud',
  'tried by hand, not in Developer Hub',
];

const shell = allDocuments().flatMap(document =>
  document.blocks
    .filter(({ language }) => language === 'sh')
    .map(block => ({ document, block })),
);

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
  exports?: Record<string, string>;
}

function manifestOf(folder: string): Manifest {
  const file = join(ROOT, folder, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

const packages = readdirSync(join(ROOT, 'plugins')).map(
  folder => `plugins/${folder}`,
);

/** The commands of a block, without comments, one for each `&&`. */
function commandsOf({ code }: Block): string[] {
  return code
    .split(/\n|&&/)
    .map(line => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(Boolean);
}

/** What is wrong with a command that is to be run in this repository. */
function problemOf(command: string): string | undefined {
  const words = command.split(/\s+/);
  const [program, verb] = words;
  if (program === '.ci/run') {
    return existsSync(join(ROOT, program)) ? undefined : 'no such file';
  }
  if (program !== 'npm' || !['ci', 'start', 'test', 'run'].includes(verb)) {
    return 'say where it is to be run';
  }
  return verb === 'run' ? problemOfScript(words) : problemOfPaths(words);
}

function problemOfScript(words: string[]): string | undefined {
  const workspace = words.findIndex(word => /^(-w|--workspace)$/.test(word));
  const folder = workspace < 0 ? '.' : words[workspace + 1];
  const name = words.slice(2).find(word => !word.startsWith('-'))!;
  if (!manifestOf(folder).scripts?.[name]) {
    return `${folder} has no script ${name}`;
  }
  return name === 'test:cluster' ? problemOfScenarios(words) : undefined;
}

function problemOfPaths(words: string[]): string | undefined {
  return words
    .filter(word => word.includes('/') && !word.startsWith('.'))
    .find(path => !existsSync(join(ROOT, path)));
}

function problemOfScenarios(words: string[]): string | undefined {
  const [, ...names] = words.slice(words.indexOf('--'));
  return words.includes('--')
    ? names.find(
        name =>
          !existsSync(join(ROOT, `test/cluster/scenarios/${name}.cluster.ts`)),
      )
    : undefined;
}

it('finds commands', () => {
  expect(shell.length).toBeGreaterThan(10);
});

it('has no command that neither runs here nor says where it does', () => {
  const problems = shell.flatMap(({ document, block }) =>
    block.title === undefined
      ? commandsOf(block).flatMap(command => {
          const problem = problemOf(command);
          return problem
            ? [`${at(document, block)}: ${command}: ${problem}`]
            : [];
        })
      : [],
  );
  expect(problems).toEqual([]);
});

it('says of the others where they run in words that are always the same', () => {
  const strange = shell
    .filter(({ block: { title } }) => title && !ELSEWHERE.includes(title))
    .map(({ document, block }) => `${at(document, block)}: ${block.title}`);
  expect(strange).toEqual([]);
});

it('names packages, entry points and exports that there are', () => {
  const problems = allDocuments().flatMap(document =>
    document.blocks
      .filter(({ language }) => /^tsx?$/.test(language))
      .flatMap(block =>
        [...importsIn(block)].flatMap(({ names, from }) =>
          problemsOfImport(names, from).map(
            problem => `${at(document, block)}: ${problem}`,
          ),
        ),
      ),
  );
  expect(problems).toEqual([]);
});

function* importsIn({ code }: Block) {
  const own =
    /(?:import\s+([^;]*?)\s+from\s+|import\()'(@celery-keda\/[^']+)'/g;
  for (const [, clause = 'default', from] of code.matchAll(own)) {
    const names = clause.startsWith('{')
      ? clause.match(/\w+/g) ?? []
      : ['default'];
    yield { names, from };
  }
}

function problemsOfImport(names: readonly string[], from: string): string[] {
  const [scope, short, ...entry] = from.split('/');
  const folder = packages.find(
    each => manifestOf(each).name === `${scope}/${short}`,
  );
  if (!folder) {
    return [`no package ${from}`];
  }
  const { exports = { '.': './src/index.ts' } } = manifestOf(folder);
  const file = exports[['.', ...entry].join('/')];
  if (!file) {
    return [`no entry point ${from}`];
  }
  const exported = new Set(
    [
      ...sourcesOf(folder).matchAll(/^export (?:const|function|class) (\w+)/gm),
    ].map(([, name]) => name),
  );
  const index = readText(join(folder, file));
  return names
    .filter(name =>
      name === 'default'
        ? !/ as default }|export default /.test(index)
        : !exported.has(name),
    )
    .map(name => `${from} has no ${name}`);
}

/** All that a package is made of, tests apart. */
function sourcesOf(folder: string): string {
  return readdirSync(join(ROOT, folder, 'src'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(name => /(?<!\.test)\.tsx?$/.test(name))
    .map(name => readText(join(folder, 'src', name)))
    .join('\n');
}

it('tells an administrator of every package how to install it', () => {
  const install = readText('docs/install.md');
  const missing = packages
    .map(folder => manifestOf(folder).name)
    .filter(name => !install.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

function readText(path: Document['path']): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

import { FreshPortal, Frontend } from './FreshPortal';
import { Instructions } from './instructions';

const OURS = '@celery-keda/';
/** Where the installation page would have a catalog on the internet read the template. */
const TEMPLATE_TARGET = /target: https:\/\/\S+\/template\.yaml/;

/** Runs the commands under a heading that name our packages: a new portal has the rest. */
export async function runCommands(
  portal: FreshPortal,
  { commands }: Instructions,
  frontend: Frontend = 'app',
): Promise<void> {
  for (const command of commands.filter(each => each.includes(OURS))) {
    await portal.run(command.replace('packages/app', `packages/${frontend}`));
  }
}

/** Puts the lines for the backend where it is put together. */
export async function addToBackend(
  portal: FreshPortal,
  { code }: Instructions,
): Promise<void> {
  await portal.edit('packages/backend/src/index.ts', text =>
    code('ts')
      .filter(lines => !text.includes(lines.trim()))
      .reduce(
        (before, lines) => insertBefore(before, 'backend.start();', lines),
        text,
      ),
  );
}

/** Puts the lines for the older frontend where their comments say. */
export async function addToLegacyFrontend(
  portal: FreshPortal,
  { code }: Instructions,
): Promise<void> {
  const [entityPage, app] = code('tsx').map(splitCode);
  const [card, route] = entityPage.elements;
  await portal.edit(
    'packages/app-legacy/src/components/catalog/EntityPage.tsx',
    text => {
      const overview =
        '<Grid container spacing={3} alignItems="stretch">\n    {entityWarningContent}';
      const page = 'const serviceEntityPage = (\n  <EntityLayout>';
      return (
        entityPage.imports +
        insertAfter(insertAfter(text, overview, card), page, route)
      );
    },
  );
  const [overviewPage, wizard] = app.elements;
  await portal.edit(
    'packages/app-legacy/src/App.tsx',
    text =>
      app.imports +
      replaceOnce(
        insertBefore(text, '</FlatRoutes>', overviewPage),
        '<Route path="/create" element={<ScaffolderPage />} />',
        wizard,
      ),
  );
}

/** Has the catalog read the template from this machine instead of the internet. */
export function withLocalTemplate(yaml: string, template: string): string {
  return yaml
    .replace('type: url', 'type: file')
    .replace(TEMPLATE_TARGET, `target: ${template}`);
}

/** Parts an example into its imports and its elements. */
function splitCode(code: string): { imports: string; elements: string[] } {
  const statement = /^import [^;]+;\n/gm;
  return {
    imports: code.match(statement)!.join(''),
    elements: code
      .replace(statement, '')
      .replace(/^\/\/.*$/gm, '')
      .split(/;\s*$/m)
      .map(element => element.trim())
      .filter(Boolean),
  };
}

function insertBefore(text: string, mark: string, lines: string): string {
  return replaceOnce(text, mark, `${lines}\n${mark}`);
}

function insertAfter(text: string, mark: string, lines: string): string {
  return replaceOnce(text, mark, `${mark}\n${lines}\n`);
}

function replaceOnce(text: string, mark: string, by: string): string {
  if (!text.includes(mark)) {
    throw new Error(`A new portal has no ${mark}`);
  }
  return text.replace(mark, () => by);
}

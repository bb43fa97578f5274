import { join } from 'node:path';
import { ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import { JsonObject } from '@backstage/types';
import { ROOT } from './documents';

/** Packages that read app-config, the one that reads most of it first. */
const PACKAGES = [
  'celery-backend',
  'catalog-backend-module-celery',
  'scaffolder-backend-module-celery',
];

/** What a package says of a key: the part of JSON schema that occurs. */
interface Node {
  type?: string;
  description?: string;
  visibility?: string;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
}

/** One key of app-config, as the packages' schemas describe it together. */
export interface ConfigKey {
  key: string;
  types: string[];
  required: boolean;
  secret: boolean;
  description: string;
  /** The folders of the packages that read it. */
  readBy: string[];
}

interface PackageSchema {
  folder: string;
  value: Node;
}

/** The schemas of our packages, and nothing of the packages that they use. */
export class CeleryConfigSchema {
  static async load(): Promise<CeleryConfigSchema> {
    const all = await loadConfigSchema({
      dependencies: [],
      packagePaths: PACKAGES.map(folder =>
        join(ROOT, 'plugins', folder, 'package.json'),
      ),
    });
    const { schemas } = all.serialize() as unknown as {
      schemas: { packageName: string; value: Node }[];
    };
    const own = PACKAGES.map(folder => {
      const found = schemas.find(({ packageName }) =>
        packageName.endsWith(`/backstage-plugin-${folder}`),
      );
      if (!found) {
        throw new Error(`${folder} has no configuration schema`);
      }
      return { folder, ...found };
    });
    const schema = await loadConfigSchema({
      serialized: {
        backstageConfigSchemaVersion: 1,
        schemas: own,
      } as unknown as JsonObject,
    });
    return new CeleryConfigSchema(own, schema);
  }

  private constructor(
    private readonly packages: readonly PackageSchema[],
    private readonly schema: ConfigSchema,
  ) {}

  /** @throws Error that says what the schemas do not allow */
  validate(data: JsonObject, context: string): void {
    this.schema.process([{ data, context }]);
  }

  /** Every key: those of one group together, in the order of the packages. */
  keys(): ConfigKey[] {
    const found: ConfigKey[] = [];
    for (const { folder, value } of this.packages) {
      visit(value, '', (key, node, required) => {
        const known = found.find(each => each.key === key);
        if (known) {
          known.required ||= required;
          known.secret ||= node.visibility === 'secret';
          known.description ||= node.description ?? '';
          known.readBy.push(folder);
        } else if (key !== 'celery') {
          insert(found, {
            key,
            types: typesOf(node),
            required,
            secret: node.visibility === 'secret',
            description: node.description ?? '',
            readBy: [folder],
          });
        }
      });
    }
    return found;
  }
}

/** Puts a key behind the last one of its group. */
function insert(keys: ConfigKey[], added: ConfigKey): void {
  const group = added.key.slice(0, added.key.lastIndexOf('.') + 1);
  const last = keys.findLastIndex(({ key }) => key.startsWith(group));
  keys.splice(last < 0 ? keys.length : last + 1, 0, added);
}

function typesOf({ type, anyOf }: Node): string[] {
  return anyOf
    ? anyOf.flatMap(typesOf)
    : [type === 'array' ? 'list' : type ?? 'any'];
}

/** Reports all that is below a node, with its key from the root. */
function visit(
  node: Node,
  prefix: string,
  report: (key: string, node: Node, required: boolean) => void,
): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    report(`${prefix}${name}`, child, !!node.required?.includes(name));
    visit(child, `${prefix}${name}.`, report);
  }
  for (const choice of node.anyOf ?? []) {
    visit(choice, prefix, report);
  }
  if (node.items) {
    visit(node.items, `${prefix.slice(0, -1)}[].`, report);
  }
}

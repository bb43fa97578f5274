import Ajv, { ValidateFunction } from 'ajv';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Tools } from './tools';

/** What a schema is checked with, whatever the manifest. */
interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  [keyword: string]: unknown;
}

interface Kind {
  group: string;
  version: string;
  kind: string;
}

/** A manifest, as far as a schema is found by it. */
export interface AnyManifest {
  apiVersion: string;
  kind: string;
}

const METADATA = {
  $ref: 'kubernetes#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
};
const KEDA_KINDS = ['scaledobjects', 'triggerauthentications'];

/**
 * Holds manifests to the schemas of Kubernetes, KEDA and the External Secrets
 * Operator, and is as strict as an API server that is asked to be: a field
 * that no schema has is refused.
 */
export class ManifestSchemas {
  private readonly schemas = new Map<string, Schema>();
  private readonly validators = new Map<string, ValidateFunction>();
  // Formats name widths of numbers, which matter to no manifest here.
  private readonly ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: false,
  });

  static async read({ sources }: Tools): Promise<ManifestSchemas> {
    const schemas = new ManifestSchemas();
    schemas.addKubernetes(
      JSON.parse(
        await readFile(
          join(sources.kubernetes, 'api/openapi-spec/swagger.json'),
          'utf8',
        ),
      ),
    );
    const definitions = [
      ...KEDA_KINDS.map(kind =>
        join(sources.keda, `config/crd/bases/keda.sh_${kind}.yaml`),
      ),
      join(
        sources.externalSecrets,
        'config/crds/bases/external-secrets.io_externalsecrets.yaml',
      ),
    ];
    for (const path of definitions) {
      schemas.addCustomResource(parse(await readFile(path, 'utf8')));
    }
    return schemas;
  }

  /** @returns a line for each field that is wrong; none if all are right */
  problems(manifest: AnyManifest): string[] {
    const name = `${manifest.apiVersion} ${manifest.kind}`;
    const schema = this.schemas.get(name);
    if (!schema) {
      return [`${name}: there is no such kind`];
    }
    const validate = this.validators.get(name) ?? this.ajv.compile(schema);
    this.validators.set(name, validate);
    validate(manifest);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${name} ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private addKubernetes(api: { definitions: Record<string, Schema> }): void {
    const definitions: Record<string, Schema> = {};
    for (const [name, schema] of Object.entries(api.definitions)) {
      definitions[name] = strict(schema);
      const kinds = schema['x-kubernetes-group-version-kind'] as
        | Kind[]
        | undefined;
      if (kinds?.length === 1) {
        const [{ group, version, kind }] = kinds;
        this.schemas.set(`${group ? `${group}/` : ''}${version} ${kind}`, {
          $ref: `kubernetes#/definitions/${name}`,
        });
      }
    }
    // Numbers are quantities, too.
    definitions['io.k8s.apimachinery.pkg.api.resource.Quantity'] = {
      type: ['string', 'number'],
    };
    this.ajv.addSchema({ $id: 'kubernetes', definitions });
  }

  private addCustomResource(definition: {
    spec: {
      group: string;
      names: { kind: string };
      versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
    };
  }): void {
    const { group, names, versions } = definition.spec;
    for (const { name, schema } of versions) {
      const { properties, ...rest } = strict(schema.openAPIV3Schema);
      this.schemas.set(`${group}/${name} ${names.kind}`, {
        ...rest,
        properties: { ...properties, metadata: METADATA },
      });
    }
  }
}

/** The schema without room for fields that it does not name. */
function strict(schema: Schema): Schema {
  const { properties, additionalProperties, items, ...rest } = schema;
  const isOpen = rest['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...rest,
    ...(rest.format === 'int-or-string' && { type: ['string', 'integer'] }),
    ...(items && { items: strict(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [
          name,
          strict(value),
        ]),
      ),
      additionalProperties: isOpen,
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object'
          ? strict(additionalProperties)
          : additionalProperties,
    }),
  };
}

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CATALOG_INFO } from '../local/LocalRoot';

/**
 * The entities that a repository describes, in their order.
 *
 * @throws InputError if it describes none, or not in YAML
 */
export async function readEntityRefs(folder: string): Promise<string[]> {
  const refs = (await documents(folder)).map(document => {
    try {
      return stringifyEntityRef(document as Entity);
    } catch {
      throw new InputError(
        `${CATALOG_INFO} holds something that is no entity: kind and metadata.name are needed.`,
      );
    }
  });
  if (refs.length === 0) {
    throw new InputError(`${CATALOG_INFO} describes no entity.`);
  }
  return refs;
}

async function documents(folder: string): Promise<unknown[]> {
  let text: string;
  try {
    text = await fs.readFile(path.join(folder, CATALOG_INFO), 'utf8');
  } catch {
    throw new InputError(`The repository has no ${CATALOG_INFO}.`);
  }
  const parsed = parseAllDocuments(text);
  if (!Array.isArray(parsed) || parsed.some(({ errors }) => errors.length)) {
    throw new InputError(`${CATALOG_INFO} is not valid YAML.`);
  }
  return parsed.map(document => document.toJS()).filter(Boolean);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonObject, JsonValue } from '@backstage/types';
import { parseAllDocuments } from 'yaml';
import { CeleryConfigSchema, ConfigKey } from './configSchema';
import { allDocuments, at, ROOT } from './documents';

const PAGE = join(ROOT, 'docs/configuration.md');
const REFERENCE =
  /(<!-- What follows is made from the config\.d\.ts of the packages\. -->\n\n)[\s\S]*?(\n<!-- Here it ends\. -->)/;

const snippets = allDocuments().flatMap(document =>
  document.blocks
    .filter(({ language }) => language === 'yaml')
    .map(block => ({ where: at(document, block), code: block.code })),
);

let schema: CeleryConfigSchema;

beforeAll(async () => {
  schema = await CeleryConfigSchema.load();
}, 120_000);

function reference(keys: readonly ConfigKey[]): string {
  return keys
    .map(({ key, types, required, secret, description, readBy }) => {
      const facts = [
        types.join(' or '),
        ...(required ? ['required'] : []),
        ...(secret ? ['secret'] : []),
      ].join(', ');
      const meaning = description.replace(/\s+/g, ' ');
      return `- \`${key}\` (${facts}): ${meaning} Read by ${readBy.join(
        ', ',
      )}.`;
    })
    .join('\n');
}

it('describes every key as the packages do (UPDATE_DOCS=1 writes it anew)', () => {
  const page = readFileSync(PAGE, 'utf8');
  const expected = page.replace(
    REFERENCE,
    (_, begin, end) => `${begin}${reference(schema.keys())}\n${end}`,
  );
  if (process.env.UPDATE_DOCS) {
    writeFileSync(PAGE, expected);
  }
  expect(page).toMatch(REFERENCE);
  expect(readFileSync(PAGE, 'utf8')).toBe(expected);
});

it('says of every key what it means', () => {
  expect(schema.keys().filter(({ description }) => !description)).toEqual([]);
});

it.each(snippets)('shows YAML that can be read: $where', ({ code }) => {
  expect(parseAllDocuments(code).flatMap(({ errors }) => errors)).toEqual([]);
});

/** Included files and variables become what they stand for: a text. */
function resolved(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(resolved);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const entries = Object.entries(value as JsonObject);
  return entries.length === 1 && entries[0][0].startsWith('$')
    ? 'text'
    : Object.fromEntries(
        entries.map(([key, each]) => [key, resolved(each ?? null)]),
      );
}

describe('configuration that a document shows', () => {
  const shown = snippets
    .map(({ where, code }) => ({
      where,
      data: parseAllDocuments(code)[0]?.toJS() as JsonObject | null,
    }))
    .filter(({ data }) => data && typeof data === 'object' && 'celery' in data);

  it('is found', () => {
    expect(shown.length).toBeGreaterThan(3);
  });

  it.each(shown)('is allowed: $where', ({ where, data }) => {
    const config = resolved(data!) as JsonObject;
    expect(() => schema.validate(config, where)).not.toThrow();
  });

  it('would be refused if it were wrong', () => {
    expect(() =>
      schema.validate({ celery: { brokers: [{ url: 5 }] } }, 'test'),
    ).toThrow(/brokers/);
  });
});

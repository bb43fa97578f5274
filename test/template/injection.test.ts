import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entityOf, manifestsOf } from './rendered';
import { Scaffolder, startScaffolder } from './scaffolder';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const parameters = { name: 'orders', owner: 'group:default/platform' };

const PAYLOADS = [
  '${{ secrets.TOKEN }}',
  '{% for x in range(9) %}x{% endfor %}{# no #}',
  '{{ range.constructor("return 1")() }}',
  'x: y',
  '"\'\\',
  '- &a [*a, {b: !!python/object c}] # no',
  '$(id) `id` ${HOME}; rm -rf / | tee && true',
  '../../etc/passwd',
  '<script>alert(1)</script>',
];
/** What is more than a line is allowed nowhere. */
const LINES = ['x\ny: z', 'x\r\n\r\ny', '---\nkind: Secret', 'x\u2028y'];

/** Every text at once: the plan names each that is wrong. */
const inAllFields = (text: string) => ({
  name: text,
  owner: text,
  system: text,
  broker: text,
  cluster: text,
  namespace: text,
  registryNamespace: text,
  queues: [{ name: text }],
  publish: 'github',
  repoUrl: `github.com?owner=shop&repo=${text}`,
});
/** Those that are chosen from a list, or are numbers. */
const CHOICES: [string, (text: string) => object][] = [
  ['region', region => ({ region })],
  ['publish', publish => ({ publish })],
  ['taskSeconds', taskSeconds => ({ workload: { taskSeconds } })],
];

describe('texts that want to be more', () => {
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
    ]);
  });

  afterAll(() => scaffolder?.stop());

  it.each([...PAYLOADS, ...LINES])(
    'are refused everywhere before anything is written: %j',
    async text => {
      const { status, error, files } = await scaffolder.dryRun(
        inAllFields(text),
      );

      expect({ status, files: files.size }).toEqual({ status: 400, files: 0 });
      const { queues, publish, ...others } = inAllFields(text);
      for (const [field, given] of Object.entries(others)) {
        expect(error).toContain(`${field} ${JSON.stringify(given)}: `);
      }
      expect(error).toContain(`queues[0].name ${JSON.stringify(text)}: `);
    },
  );

  it.each(CHOICES)('are no choice as %s', async (field, withText) => {
    for (const text of PAYLOADS.slice(0, 3)) {
      const { status, error } = await scaffolder.dryRun({
        ...parameters,
        ...withText(text),
      });

      expect(status).toBe(400);
      expect(error).toContain(field);
    }
  });

  it.each(LINES)('are refused as description: %j', async description => {
    const { status, error } = await scaffolder.dryRun({
      ...parameters,
      description,
    });

    expect(status).toBe(400);
    expect(error).toContain(
      `description ${JSON.stringify(description)}: Write one line`,
    );
  });

  it.each(PAYLOADS)('are words in a description: %j', async description => {
    const plain = await scaffolder.dryRun(parameters);
    const rendered = await scaffolder.dryRun({ ...parameters, description });

    expect(rendered.error).toBe('');
    expect(entityOf(rendered).metadata.description).toBe(description);
    expect(manifestsOf(rendered)).toEqual(manifestsOf(plain));
    const changed = [...rendered.files].filter(
      ([path, text]) => plain.files.get(path) !== text,
    );
    expect(changed.map(([path]) => path).sort()).toEqual([
      'README.md',
      'catalog-info.yaml',
    ]);
  });
});

import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  WORKLOAD_LIMITS,
  workloadSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import { Scaffolder, startScaffolder, template } from './scaffolder';

// Real parts, on machines with little to spare.
jest.setTimeout(120_000);

const parameters = { name: 'orders', owner: 'group:default/platform' };

interface JsonSchema {
  type: string;
  minimum?: number;
  maximum?: number;
  properties: Record<string, JsonSchema>;
}

describe('parameters of the template', () => {
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    scaffolder = await startScaffolder([
      catalogServiceMock.factory({ entities: [] }),
    ]);
  });

  afterAll(() => scaffolder?.stop());

  it('asks for a name and an owner only', () => {
    const required = template.spec.parameters.flatMap(
      (page: { required?: string[] }) => page.required ?? [],
    );

    expect(required).toEqual(['name', 'owner']);
  });

  it('asks about the work what the plan is made from, with the same limits', () => {
    const { workload } = template.spec.parameters[1].properties as Record<
      string,
      JsonSchema
    >;
    const { burstsADay, ...planned } = workload.properties;
    const numbers = Object.entries(planned)
      .filter(([, { type }]) => type !== 'boolean')
      .map(([field, { type, minimum, maximum }]) => [
        field,
        { min: minimum, max: maximum, whole: type === 'integer' },
      ]);

    expect(Object.fromEntries(numbers)).toEqual(WORKLOAD_LIMITS);
    expect(burstsADay).toBeDefined();
    expect(Object.keys(planned).sort()).toEqual(
      Object.keys(workloadSchema.parse({})).sort(),
    );
  });

  it.each([
    ['nothing at all', '', 'name: A name is needed'],
    ['capitals', 'Orders', 'name "Orders": Only lower-case letters'],
    ['60 letters', 'a'.repeat(60), 'this one has 60'],
    ['a path', '../x', 'name "../x": Only lower-case letters'],
    ['a template', '${{ secrets.x }}', 'Only lower-case letters'],
    ['a keyword of Python', 'class', 'is a keyword of Python'],
    ['a module of Python', 'json', 'standard library'],
    ['a package of its own', 'celery', 'the service itself uses'],
    ['a namespace of Kubernetes', 'kube-system', 'keeps for itself'],
  ])('refuses a name that is %s', async (_what, name, message) => {
    const { status, error } = await scaffolder.dryRun({ ...parameters, name });

    expect(status).toBe(400);
    expect(error).toContain(message);
  });

  it.each([
    ['no owner', { owner: undefined }, 'owner'],
    [
      'an unknown broker',
      { broker: 'other' },
      'choose local-broker or tls-broker',
    ],
    [
      'two queues of one name',
      { queues: [{ name: 'a' }, { name: 'a' }] },
      'queues[1].name "a": There are two queues',
    ],
    [
      'a queue with capitals',
      { queues: [{ name: 'A' }] },
      'queues[0].name "A": Only lower-case letters',
    ],
    ['no workers', { workload: { maxWorkers: 0 } }, 'maxWorkers'],
    ['an unknown question', { workload: { taskSecond: 1 } }, 'taskSecond'],
    [
      'a worst below the average',
      { workload: { taskSeconds: 9, longestTaskSeconds: 8 } },
      'longestTaskSeconds is 8',
    ],
    ['an unknown region', { region: 'mars' }, 'region'],
    ['GitHub without a repository', { publish: 'github' }, 'repoUrl'],
    ['a description of two lines', { description: 'a\nb' }, 'Write one line'],
  ])('refuses %s', async (_what, wrong, message) => {
    const { status, error } = await scaffolder.dryRun({
      ...parameters,
      ...wrong,
    });

    expect(status).toBe(400);
    expect(error).toContain(message);
  });
});

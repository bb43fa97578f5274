import { Entity } from '@backstage/catalog-model';
import { annotationMessages } from './annotationMessages';
import {
  ANNOTATION_BROKER,
  ANNOTATION_KEY_PREFIX,
  ANNOTATION_PRIORITY_STEPS,
  ANNOTATION_QUEUES,
  MAX_QUEUES,
  parseCeleryAnnotations,
} from './annotations';

function entityWith(annotations?: Record<string, unknown>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      namespace: 'shop',
      annotations: annotations as Record<string, string>,
    },
  };
}

const sound = {
  [ANNOTATION_BROKER]: 'orders-broker',
  [ANNOTATION_QUEUES]: 'orders,orders-bulk',
};

function problemsOf(annotations: Record<string, unknown>) {
  const parsed = parseCeleryAnnotations(entityWith(annotations));
  return parsed.kind === 'problems' ? parsed.problems : [];
}

describe('parseCeleryAnnotations', () => {
  it.each([
    ['no annotations', undefined],
    ['only others', { 'backstage.io/kubernetes-id': 'orders' }],
  ])('finds no service in an entity with %s', (_, annotations) => {
    expect(parseCeleryAnnotations(entityWith(annotations))).toEqual({
      kind: 'absent',
    });
  });

  it('fills in what Celery has by default', () => {
    expect(parseCeleryAnnotations(entityWith(sound))).toEqual({
      kind: 'service',
      service: {
        entityRef: 'component:shop/orders',
        broker: 'orders-broker',
        queues: ['orders', 'orders-bulk'],
        keyPrefix: '',
        prioritySteps: [0, 3, 6, 9],
      },
    });
  });

  it('reads all that is there', () => {
    expect(
      parseCeleryAnnotations(
        entityWith({
          [ANNOTATION_BROKER]: ' Orders_broker.eu-1 ',
          [ANNOTATION_QUEUES]: ' orders , _bulk.v1:x@y/z-0 ',
          [ANNOTATION_KEY_PREFIX]: '{orders}:',
          [ANNOTATION_PRIORITY_STEPS]: '0, 5 ,9',
        }),
      ),
    ).toEqual({
      kind: 'service',
      service: {
        entityRef: 'component:shop/orders',
        broker: 'Orders_broker.eu-1',
        queues: ['orders', '_bulk.v1:x@y/z-0'],
        keyPrefix: '{orders}:',
        prioritySteps: [0, 5, 9],
      },
    });
  });

  it('takes an empty prefix for none', () => {
    expect(
      parseCeleryAnnotations(
        entityWith({ ...sound, [ANNOTATION_KEY_PREFIX]: '' }),
      ),
    ).toMatchObject({ kind: 'service', service: { keyPrefix: '' } });
  });

  it.each<[string, Record<string, unknown>, string, string | undefined]>([
    [
      'no broker',
      { [ANNOTATION_BROKER]: undefined },
      'annotation.broker-missing',
      undefined,
    ],
    [
      'an empty broker',
      { [ANNOTATION_BROKER]: '' },
      'annotation.broker-malformed',
      '',
    ],
    [
      'a broker with spaces in its name',
      { [ANNOTATION_BROKER]: 'orders broker' },
      'annotation.broker-malformed',
      'orders broker',
    ],
    [
      'a broker with too long a name',
      { [ANNOTATION_BROKER]: 'x'.repeat(64) },
      'annotation.broker-malformed',
      'x'.repeat(64),
    ],
    [
      'a broker that is a number',
      { [ANNOTATION_BROKER]: 7 },
      'annotation.not-text',
      '7',
    ],
    [
      'no queues',
      { [ANNOTATION_QUEUES]: undefined },
      'annotation.queues-missing',
      undefined,
    ],
    [
      'queues as a YAML list',
      { [ANNOTATION_QUEUES]: ['orders'] },
      'annotation.not-text',
      '["orders"]',
    ],
    [
      'queues that were left empty',
      { [ANNOTATION_QUEUES]: null },
      'annotation.not-text',
      'null',
    ],
    [
      'an empty list of queues',
      { [ANNOTATION_QUEUES]: '' },
      'annotation.queue-empty',
      '',
    ],
    [
      'a comma too many',
      { [ANNOTATION_QUEUES]: 'orders,,bulk' },
      'annotation.queue-empty',
      'orders,,bulk',
    ],
    [
      'a queue with spaces in its name',
      { [ANNOTATION_QUEUES]: 'orders,my bulk' },
      'annotation.queue-malformed',
      'my bulk',
    ],
    [
      'a queue with kombu’s separator in its name',
      { [ANNOTATION_QUEUES]: 'orders\x06\x163' },
      'annotation.queue-malformed',
      'orders\x06\x163',
    ],
    [
      'a queue that starts like an option',
      { [ANNOTATION_QUEUES]: '-orders' },
      'annotation.queue-malformed',
      '-orders',
    ],
    [
      'a queue with too long a name',
      { [ANNOTATION_QUEUES]: 'q'.repeat(201) },
      'annotation.queue-malformed',
      'q'.repeat(201),
    ],
    [
      'a queue named twice',
      { [ANNOTATION_QUEUES]: 'orders, bulk, orders' },
      'annotation.queue-repeated',
      'orders, bulk, orders',
    ],
    [
      'too many queues',
      {
        [ANNOTATION_QUEUES]: Array.from(
          { length: MAX_QUEUES + 1 },
          (_, index) => `q${index}`,
        ).join(),
      },
      'annotation.queues-too-many',
      undefined,
    ],
    [
      'a prefix with a space',
      { [ANNOTATION_KEY_PREFIX]: 'orders: ' },
      'annotation.key-prefix-malformed',
      'orders: ',
    ],
    [
      'too long a prefix',
      { [ANNOTATION_KEY_PREFIX]: 'p'.repeat(201) },
      'annotation.key-prefix-malformed',
      'p'.repeat(201),
    ],
    [
      'a prefix that is a number',
      { [ANNOTATION_KEY_PREFIX]: 1 },
      'annotation.not-text',
      '1',
    ],
    ...[
      '',
      '0,',
      '3,6',
      '0,6,3',
      '0,0',
      '0,-1',
      '0,1.5',
      '0,x',
      '0,01',
      '0,1000',
      '0,1,2,3,4,5,6,7,8,9,10',
    ].map((steps): [string, Record<string, unknown>, string, string] => [
      `priority steps ${JSON.stringify(steps)}`,
      { [ANNOTATION_PRIORITY_STEPS]: steps },
      'annotation.priority-steps-malformed',
      steps,
    ]),
    [
      'priority steps as a YAML list',
      { [ANNOTATION_PRIORITY_STEPS]: [0, 3] },
      'annotation.not-text',
      '[0,3]',
    ],
  ])('says what is wrong with %s', (_, difference, key, value) => {
    const annotations = { ...sound, ...difference };
    const [annotation] = Object.keys(difference);

    const problems = problemsOf(annotations);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ annotation, key });
    expect(problems[0].value).toBe(value);
    expect(problems[0].message.split(' ')[0]).toBe(annotation);
    expect(problems[0].message).toMatch(/[.]$/);
    expect(problems[0].message).not.toMatch(/\{\{|undefined/);
  });

  it('takes as many queues as are allowed', () => {
    const queues = Array.from({ length: MAX_QUEUES }, (_, i) => `q${i}`);

    expect(
      parseCeleryAnnotations(
        entityWith({ ...sound, [ANNOTATION_QUEUES]: queues.join() }),
      ),
    ).toMatchObject({ kind: 'service', service: { queues } });
  });

  it('tells all problems at once', () => {
    expect(
      problemsOf({
        [ANNOTATION_QUEUES]: 'a b,,a b',
        [ANNOTATION_KEY_PREFIX]: ' ',
      }).map(({ key }) => key),
    ).toEqual([
      'annotation.broker-missing',
      'annotation.queue-empty',
      'annotation.queue-malformed',
      'annotation.queue-repeated',
      'annotation.key-prefix-malformed',
    ]);
  });

  it('does not repeat an address, which may hold a password', () => {
    const problems = problemsOf({
      ...sound,
      [ANNOTATION_BROKER]: 'rediss://user:secret@example.org:6379/0',
    });

    expect(problems.map(({ key }) => key)).toEqual([
      'annotation.broker-malformed',
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/secret|example/);
  });

  it('fills every param of a text that pages translate', () => {
    const [problem] = problemsOf({ ...sound, [ANNOTATION_QUEUES]: 'a b' });
    const filled = annotationMessages[problem.key].replace(
      /\{\{(\w+)\}\}/g,
      (_, param) => String(problem.params[param]),
    );

    expect(filled).toBe(problem.message);
    expect(filled).toContain('"a b"');
  });
});

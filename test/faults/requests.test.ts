import { openApiDocument } from '../../plugins/celery-backend/src/router/openApiDocument';
import {
  Brokers,
  ENTITIES,
  ref,
  startBrokers,
  startPortal,
} from '../../plugins/celery-backend/src/__testUtils__/portal';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { Agent, request } from 'node:http';
import { AddressInfo } from 'node:net';
import { leaksOf } from './secrets';

const SEED = 20_261_125;
const BATCH = 50;
const REQUESTS = 10_000;

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

let brokers: Brokers;
let portal: Awaited<ReturnType<typeof startPortal>>;
let port: number;
const agent = new Agent({ keepAlive: true, maxSockets: BATCH });

beforeAll(async () => {
  brokers = await startBrokers();
  portal = await startPortal(brokers);
  ({ port } = portal.server.address() as AddressInfo);
}, 300_000);

afterAll(async () => {
  agent.destroy();
  await portal.backend.stop();
  await brokers.stop();
});

function send({ method, path, headers, body }: Sent) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, agent, method, path, headers },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', chunk => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const NAMES = ENTITIES.map(({ metadata }) => metadata.name);
/** As a URL may be: what is no text, such as half a character, is replaced. */
function escaped(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

const segment = fc.oneof(
  {
    arbitrary: fc.constantFrom(...NAMES, 'nothing', 'ORDERS'),
    weight: 4,
  },
  fc.string({ unit: 'binary', maxLength: 40 }).map(escaped),
  fc.constantFrom(
    ...['..', '%00', '%', '%ff', 'a%2Fb', '__proto__', 'x'.repeat(300)],
  ),
);
const moment = fc.oneof(
  fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
  fc.constantFrom('', 'now', '0', '2026-11-25', '2026-11-25T25:00:00Z'),
  fc.string({ maxLength: 20 }),
);
const query = fc
  .record(
    {
      from: moment,
      to: moment,
      stepSeconds: fc.oneof(fc.integer(), fc.double(), fc.string()),
      'from[]': moment,
    },
    { requiredKeys: [] },
  )
  .map(
    parameters =>
      `?${Object.entries(parameters)
        .map(([key, value]) => `${key}=${escaped(String(value))}`)
        .join('&')}`,
  );

const path = fc.oneof(
  fc
    .tuple(
      fc.oneof({ arbitrary: fc.constant('component'), weight: 9 }, segment),
      fc.oneof({ arbitrary: fc.constant('default'), weight: 9 }, segment),
      segment,
      fc.constantFrom('status', 'history', 'else', ''),
      fc.oneof(fc.constant(''), query),
    )
    .map(
      ([kind, namespace, name, what, search]) =>
        `/v1/entities/${kind}/${namespace}/${name}/${what}${search}`,
    ),
  fc.constantFrom('/v1/status/query', '/openapi.json', '/', '/v1/entities/'),
);

const entityRefs = fc.array(
  fc.oneof(
    {
      arbitrary: fc.constantFrom(...NAMES.map(ref), ref('nothing')),
      weight: 4,
    },
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.jsonValue(),
  ),
  { maxLength: 20 },
);
const body = fc.oneof(
  fc.constant(undefined),
  {
    arbitrary: fc.record({ entityRefs }).map(each => JSON.stringify(each)),
    weight: 4,
  },
  fc.jsonValue().map(value => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom('{"entityRefs": [', '{"__proto__": {}}', '\u0000'),
);

const sent: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.oneof(
      { arbitrary: fc.constantFrom('GET', 'POST'), weight: 6 },
      fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
    ),
    path,
    type: fc.oneof(
      { arbitrary: fc.constant('application/json'), weight: 5 },
      fc.constantFrom(
        'text/plain',
        'application/xml',
        'application/json; charset=x',
      ),
    ),
    body,
  })
  .map(({ method, path: to, type, body: content }) => ({
    method,
    path: `/api/celery${to.startsWith('/') ? to : `/${to}`}`,
    headers: { 'content-type': type },
    body: method === 'GET' || method === 'HEAD' ? undefined : content,
  }));

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'openapi', ...openApiDocument });

/** The pointer to what the document says of an answer, if it knows it. */
function pointerTo({ method, path: to }: Sent, status: number) {
  const [bare] = to.slice('/api/celery'.length).split('?');
  const segments = bare.split('/');
  const route = Object.keys(openApiDocument.paths).find(template => {
    const wanted = template.split('/');
    return (
      wanted.length === segments.length &&
      wanted.every((part, index) =>
        part.startsWith('{') ? segments[index] : part === segments[index],
      )
    );
  });
  const methods: Record<string, { responses: object } | undefined> = route
    ? openApiDocument.paths[route as keyof typeof openApiDocument.paths]
    : {};
  const responses = methods[method.toLowerCase()]?.responses;
  if (!route || !responses) {
    return undefined;
  }
  expect({
    method,
    to,
    status,
    documented: String(status) in responses,
  }).toEqual({ method, to, status, documented: true });
  const steps = [
    ...['paths', route, method.toLowerCase(), 'responses', String(status)],
    ...['content', 'application/json', 'schema'],
  ];
  return `openapi#/${steps
    .map(step => encodeURIComponent(step.replace(/\//g, '~1')))
    .join('/')}`;
}

function check(one: Sent, { status, text }: { status: number; text: string }) {
  const honest = status < 500 || (status === 503 && text.includes('answer'));
  const leaks = leaksOf(`${one.path} ${one.body}`, { status, text });
  expect({ one, text, honest, leaks }).toEqual({
    one,
    text,
    honest: true,
    leaks: [],
  });
  const pointer = one.method === 'HEAD' ? undefined : pointerTo(one, status);
  if (pointer) {
    const validate = ajv.getSchema(pointer);
    expect([validate?.(JSON.parse(text)), validate?.errors]).toEqual([
      true,
      null,
    ]);
  }
}

it(`answers ${REQUESTS} requests honestly, as its OpenAPI document says`, async () => {
  const statuses = new Map<number, number>();
  // A failure prints the seed, and the requests that it needs.
  await fc.assert(
    fc.asyncProperty(
      fc.array(sent, { minLength: BATCH, maxLength: BATCH }),
      async batch => {
        const answers = await Promise.all(batch.map(send));
        answers.forEach((answer, index) => {
          check(batch[index], answer);
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        });
      },
    ),
    { seed: SEED, numRuns: REQUESTS / BATCH },
  );
  // What is generated gets everywhere.
  for (const status of [200, 400, 403, 404]) {
    expect(statuses.get(status)).toBeGreaterThan(40);
  }
}, 120_000);

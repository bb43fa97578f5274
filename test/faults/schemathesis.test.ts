import {
  Brokers,
  startBrokers,
  startPortal,
} from '../../plugins/celery-backend/src/__testUtils__/portal';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { ensurePythonTools } from '../python/pythonTools';
import { leaksOf } from './secrets';

const FOLDER = join(__dirname, 'schemathesis');
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];

let brokers: Brokers;
let portal: Awaited<ReturnType<typeof startPortal>>;
let bin: string;
let folder: string;

beforeAll(async () => {
  bin = await ensurePythonTools(
    'schemathesis',
    join(FOLDER, 'requirements.txt'),
  );
  brokers = await startBrokers();
  portal = await startPortal(brokers);
  folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
}, 300_000);

afterAll(async () => {
  await portal.backend.stop();
  await brokers.stop();
  await rm(folder, { recursive: true });
});

/** A request, and what was answered, as an HTTP archive has them. */
interface Exchange {
  request: { method: string; url: string; postData?: { text?: string } };
  response: { status: number; content: { text?: string } };
}

async function exchanges(): Promise<Exchange[]> {
  const { port } = portal.server.address() as AddressInfo;
  const api = `http://127.0.0.1:${port}/api/celery`;
  const archive = join(folder, 'exchanges.har');
  const program = spawn(
    join(bin, 'schemathesis'),
    [
      ...['--config-file', join(FOLDER, 'schemathesis.toml')],
      ...['run', `${api}/openapi.json`, '--url', api, '--no-color'],
      ...['--checks', CHECKS.join(), '--phases', 'examples,coverage,fuzzing'],
      ...['--max-examples', '50'],
      ...['--generation-deterministic', '--continue-on-failure'],
      ...['--generation-with-security-parameters', 'false'],
      ...['--request-timeout', '60'],
      ...['--suppress-health-check', 'all', '--no-shrink', '--warnings', 'off'],
      ...['--report', 'har', '--report-har-path', archive],
      ...['--output-sanitize', 'false'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said, [code]] = await Promise.all([
    textOf(program.stdout),
    once(program, 'exit'),
  ]);
  expect(code === 0 ? '' : said).toBe('');
  return JSON.parse(await readFile(archive, 'utf8')).log.entries;
}

it('what schemathesis makes of the OpenAPI document is answered as it says', async () => {
  const all = await exchanges();
  const answered = all
    .filter(({ response }) => response.status === 200)
    .map(({ request }) => new URL(request.url).pathname);
  // What is made gets everywhere.
  expect(answered).toEqual(
    expect.arrayContaining([
      '/api/celery/v1/entities/component/default/orders/status',
      '/api/celery/v1/entities/component/default/orders/history',
      '/api/celery/v1/status/query',
    ]),
  );
  for (const { request, response } of all) {
    const asked = `${request.url} ${request.postData?.text}`;
    const text = response.content.text ?? '';
    expect({
      asked,
      text,
      leaks: leaksOf(asked, { status: response.status, text }),
    }).toEqual({ asked, text, leaks: [] });
  }
}, 300_000);

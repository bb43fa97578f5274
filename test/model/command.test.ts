import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from './command';

const ROOT = resolve(__dirname, '../..');
const VECTOR = join(ROOT, 'test/vectors/value-type.json');
const WRITES = {
  scenario: 'value-type',
  writes: [
    { t: 0.066, by: 'keda', replicas: 0 },
    { t: 25.068, by: 'keda', replicas: 1 },
    { t: 170.089, by: 'keda', replicas: 0 },
  ],
};

describe('npm run model', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function runOn(content: string) {
    const file = join(folder, 'scenario.json');
    await writeFile(file, content);
    return runCommand([file]);
  }

  it('prints the writes and nothing else', () => {
    const { code, stdout, stderr } = runCommand([VECTOR]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(WRITES);
  });

  it('runs from the shell without a build', async () => {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['run', '-s', 'model', '--', VECTOR],
      { cwd: ROOT },
    );
    expect(JSON.parse(stdout)).toEqual(WRITES);
  });

  const TRIGGERS =
    '{"triggers":[{"type":"redis","metadata":{"listName":"q"}}]}';

  it.each([
    ['{', /is not JSON$/],
    ['[]', /^the scenario must be an object$/],
    ['{}', /^scaledObjectSpec must be an object$/],
    ['{"scaledObjectSpec":{}}', /^The ScaledObject has no triggers\.$/],
    [
      `{"scaledObjectSpec":${TRIGGERS},"curve":[{"t":-1,"key":"q","length":1}]}`,
      /^curve\[0\]\.t must be a time in seconds, from 0 to \d+$/,
    ],
    [
      `{"scaledObjectSpec":${TRIGGERS},"curve":[{"t":1,"key":"q"}]}`,
      /^curve\[0\]\.length must be a whole number, 0 or more$/,
    ],
    [
      `{"scaledObjectSpec":${TRIGGERS},"curve":[],"redisEvents":[[5,2]]}`,
      /^redisEvents\[0\]\[1\] must be 0, 1, "stop" or "cont"$/,
    ],
    [
      `{"scaledObjectSpec":{"pollingInterval":0,${TRIGGERS.slice(
        1,
      )},"curve":[]}`,
      /^pollingInterval is 0: give a whole number, 1 or more\.$/,
    ],
    [
      '{"scaledObjectSpec":{"triggers":[{"type":"cpu","metadata":{}}]},"curve":[]}',
      /^Trigger 0 is of type cpu: only redis, .* can be modelled\.$/,
    ],
  ])('answers %s with one line', async (content, message) => {
    const { code, stdout, stderr } = await runOn(content);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('says how to call it', () => {
    expect(runCommand([])).toMatchObject({
      code: 1,
      stderr: 'usage: npm run -s model -- FILE.json\n',
    });
    expect(runCommand(['no-such-file'])).toMatchObject({
      code: 1,
      stderr: 'no-such-file cannot be read\n',
    });
  });
});

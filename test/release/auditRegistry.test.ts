import { execFile } from 'node:child_process';
import { ROOT } from '../docs/documents';
import { AdvisoryRegistry, RegistryAdvisory } from './AdvisoryRegistry';
import { audit, AuditAnswer, judge, readExceptions, report } from './audit';

jest.setTimeout(120_000);

const ID = 'GHSA-aaaa-bbbb-cccc';
const REASON = 'We never do what is dangerous there.';
const TODAY = '2026-11-25';

const advisory: RegistryAdvisory = {
  id: 1,
  url: `https://github.com/advisories/${ID}`,
  title: 'Connects to anybody',
  severity: 'high',
  vulnerable_versions: '<999',
};

/** Runs the command of CI with a registry of ours. */
async function runScript(
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    execFile(
      'npm',
      ['run', '--silent', 'audit', '--', ...args],
      { cwd: ROOT, env },
      (error, stdout) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout.trim() }),
    );
  });
}

describe('with a registry that has advisories', () => {
  let registry: AdvisoryRegistry;
  let answer: AuditAnswer;

  beforeAll(async () => {
    registry = await AdvisoryRegistry.start({
      ioredis: [advisory],
      // Of a version that nobody has here.
      express: [{ ...advisory, id: 2, vulnerable_versions: '<0.0.1' }],
      // For development only.
      prettier: [{ ...advisory, id: 3 }],
    });
    answer = await audit(registry.env);
  });

  afterAll(() => registry?.stop());

  const outcome = (exceptions: Parameters<typeof judge>[1]) =>
    report(judge(answer, exceptions, TODAY), true);

  it('asks about what is installed with our packages', () => {
    expect(registry.asked).toHaveProperty('ioredis');
    expect(registry.asked).toHaveProperty('express');
    expect(registry.asked).not.toHaveProperty('prettier');
  });

  it('fails for an advisory that nobody has judged', () => {
    expect(outcome({})).toEqual({
      text: `${ID}: ioredis, high: Connects to anybody`,
      exitCode: 1,
    });
  });

  it('passes with an exception that has a reason and is not over', () => {
    expect(outcome({ [ID]: { reason: REASON, until: '2027-01-31' } })).toEqual({
      text: 'No advisory that nobody has judged.',
      exitCode: 0,
    });
  });

  it('fails once the exception is over', () => {
    expect(outcome({ [ID]: { reason: REASON, until: '2026-11-24' } })).toEqual({
      text: `${ID}: the exception ended on 2026-11-24`,
      exitCode: 1,
    });
  });

  it('fails as the command of CI', async () => {
    const { code, output } = await runScript(registry.env);
    expect(code).toBe(1);
    expect(output).toContain(`${ID}: ioredis, high: Connects to anybody`);
  });
});

it('passes as the command of CI where there is nothing to judge', async () => {
  const registry = await AdvisoryRegistry.start({});
  const { code, output } = await runScript(registry.env, '--required');
  await registry.stop();
  // Exceptions that the repository makes are then needed no more.
  const verdict = judge({ vulnerabilities: {} }, readExceptions(), TODAY);
  const { text, exitCode } = report(verdict, true);
  expect({ code, output }).toEqual({ code: exitCode, output: text });
});

it('says that a registry has no advisories, and passes', async () => {
  const registry = await AdvisoryRegistry.start();
  const answered = await runScript(registry.env);
  await registry.stop();
  expect(answered).toEqual({
    code: 0,
    output: expect.stringMatching(/^Not audited: 405 Method Not Allowed/),
  });
});

it('says that a registry cannot be reached, and fails where it must be', async () => {
  const registry = await AdvisoryRegistry.start({});
  const { env } = registry;
  await registry.stop();
  expect(await runScript(env, '--required')).toEqual({
    code: 1,
    output: expect.stringMatching(/^Not audited: .*ECONNREFUSED/),
  });
});

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../docs/documents';

const MOST_OUTPUT = 64 * 1024 * 1024;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An advisory, as `npm audit` tells it of a package. */
interface Advisory {
  name: string;
  severity: string;
  title: string;
  url: string;
}

/** What `npm audit --json` answers; without a report when it could not ask. */
export interface AuditAnswer {
  message?: string;
  vulnerabilities?: Record<string, { via: (string | Advisory)[] }>;
}

/** Why an advisory does not concern our users, by its id (`GHSA-…`). */
export type Exceptions = Record<string, { reason: string; until: string }>;

/** What follows from an audit. */
export interface Verdict {
  /** Nobody was there to ask. */
  unknown?: string;
  /** Advisories without an exception, and exceptions that are over or that nothing needs. */
  problems: string[];
}

/**
 * Judges an audit of what is installed with our packages.
 *
 * @param today - as `2026-11-25`
 */
export function judge(
  { message, vulnerabilities }: AuditAnswer,
  exceptions: Exceptions,
  today: string,
): Verdict {
  if (!vulnerabilities) {
    return { unknown: message ?? 'no answer', problems: [] };
  }
  const advisories = new Map(
    Object.values(vulnerabilities)
      .flatMap(({ via }) => via)
      .filter(each => typeof each !== 'string')
      .map(advisory => [advisory.url.split('/').pop()!, advisory]),
  );
  const found = [...advisories].filter(([id]) => !exceptions[id]);
  return {
    problems: [
      ...found.map(
        ([id, { name, severity, title }]) =>
          `${id}: ${name}, ${severity}: ${title}`,
      ),
      ...Object.entries(exceptions).flatMap(([id, { reason, until }]) => {
        if (!advisories.has(id)) {
          return [`${id}: the exception is needed no more`];
        }
        // Everything else would be later than any day.
        if (!DAY.test(until)) {
          return [`${id}: the exception ends on no day such as ${today}`];
        }
        return [
          ...(reason.trim() ? [] : [`${id}: the exception has no reason`]),
          ...(until < today ? [`${id}: the exception ended on ${until}`] : []),
        ];
      }),
    ],
  };
}

/**
 * Says what follows from an audit, and with which code the command ends.
 *
 * @param required - whether it is an error that nobody was there to ask
 */
export function report(
  { unknown, problems }: Verdict,
  required: boolean,
): { text: string; exitCode: number } {
  if (unknown) {
    return { text: `Not audited: ${unknown}`, exitCode: required ? 1 : 0 };
  }
  return problems.length > 0
    ? { text: problems.join('\n'), exitCode: 1 }
    : { text: 'No advisory that nobody has judged.', exitCode: 0 };
}

/** Asks the registry about everything that is not for development only. */
export async function audit(
  env: NodeJS.ProcessEnv = process.env,
): Promise<AuditAnswer> {
  const output = await new Promise<string>(resolve => {
    execFile(
      'npm',
      ['audit', '--omit=dev', '--package-lock-only', '--json'],
      { cwd: ROOT, env, maxBuffer: MOST_OUTPUT },
      // It also fails when it has found something.
      (_, stdout) => resolve(stdout),
    );
  });
  try {
    return JSON.parse(output);
  } catch {
    return { message: output.trim() || undefined };
  }
}

/** The exceptions that we make. */
export function readExceptions(): Exceptions {
  return JSON.parse(
    readFileSync(join(ROOT, 'test/release/auditExceptions.json'), 'utf8'),
  );
}

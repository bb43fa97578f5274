import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The process that started another one; `undefined` when that is gone. */
export function parentOf(pid: number): number | undefined {
  try {
    const parent =
      process.platform === 'linux'
        ? // The command's name comes in brackets and may hold anything.
          readFileSync(`/proc/${pid}/stat`, 'utf8')
            .split(') ')
            .pop()!
            .split(' ')[1]
        : execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], {
            encoding: 'utf8',
          });
    return Number(parent);
  } catch {
    return undefined;
  }
}

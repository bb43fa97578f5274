import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SIMULATED_HOUR = join(__dirname, 'simulatedHour.ts');

/**
 * Milliseconds for one simulated hour, in a process of its own: beside a
 * browser's and a portal's libraries, which this one loads, it takes longer.
 */
export async function simulatedHourMs(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...process.execArgv,
    SIMULATED_HOUR,
  ]);
  return Number(stdout);
}

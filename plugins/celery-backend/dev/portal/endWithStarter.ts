import { parentOf } from '../process/parent';

const LOOK_EVERY_MS = 1000;

/**
 * Ends the portal when npm, which started it, is gone: killed, npm has no
 * chance to pass that on, and the portal would run on with nobody to end it.
 *
 * @param portalPid - the command line, this process' own parent
 */
export function endWithStarter(portalPid: number): void {
  const starter = parentOf(portalPid);
  const timer = setInterval(() => {
    const now = parentOf(portalPid);
    if (now !== undefined && now !== starter) {
      clearInterval(timer);
      process.kill(portalPid, 'SIGTERM');
    }
  }, LOOK_EVERY_MS);
  timer.unref();
}

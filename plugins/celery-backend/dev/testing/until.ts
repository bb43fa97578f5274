import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds; the test's own limit ends a wait in vain. */
export async function until(
  condition: () => unknown | Promise<unknown>,
): Promise<void> {
  while (!(await condition())) {
    await delay(10);
  }
}

import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_AFTER_MS = 180_000;

/**
 * Says where the portal is, once it can be used: the backend calls this when
 * it is ready, and the frontend may still be at its first build.
 */
export async function announce(url: string): Promise<void> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  while (!(await answers(url))) {
    if (Date.now() > deadline) {
      return;
    }
    await delay(500);
  }
  console.log(`\n  The portal is ready: ${url}\n`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}

import Redis from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';

/** Runs in a process of its own: asks Redis for next to nothing, again and again. */
const redis = new Redis(Number(process.argv[2]), '127.0.0.1');
const PAUSE_MILLIS = 0.5;
let longestMillis = 0;

async function ask(): Promise<void> {
  await redis.ping();
  process.send?.({ ready: 1 });
  for (;;) {
    const start = performance.now();
    await redis.ping();
    longestMillis = Math.max(longestMillis, performance.now() - start);
    await delay(PAUSE_MILLIS);
  }
}

process.on('message', message => {
  if (message !== 'longest') {
    return;
  }
  process.send?.({ longestMillis });
  longestMillis = 0;
});
process.on('disconnect', () => process.exit());
ask();

import { randomInt } from 'node:crypto';

// Without vowels, so that no words come up, and without what looks alike.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters that tell pods apart. */
export function randomSuffix(): string {
  return Array.from(
    { length: 5 },
    () => ALPHABET[randomInt(ALPHABET.length)],
  ).join('');
}

/** A short hash of a pod template: the same template, the same ReplicaSet. */
export function templateHash(template: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(JSON.stringify(template))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return [...String(hash)]
    .map(digit => ALPHABET[digit.charCodeAt(0) % ALPHABET.length])
    .join('');
}

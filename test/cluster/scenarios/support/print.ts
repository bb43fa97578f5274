/** Prints figures beside the tests' results. */
export function print(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Writes of replicas in one line, such as `1@5k 20@10h`. */
export function timeline(
  writes: ReadonlyArray<{ t: number; by: string; replicas: number }>,
): string {
  return writes
    .map(({ t, by, replicas }) => `${replicas}@${Math.round(t)}${by[0]}`)
    .join(' ');
}

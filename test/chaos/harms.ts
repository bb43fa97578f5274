import { createHash } from 'node:crypto';

/** What is done to the service, how often, and how it is told in the figures. */
export const HARMS = {
  stopped: { times: 6, title: 'pod deleted (SIGTERM)' },
  killed: { times: 5, title: 'pod killed (SIGKILL)' },
  childKilled: { times: 8, title: 'process of a worker killed' },
  cut: { times: 4, title: 'all connections cut' },
  forgotten: { times: 2, title: 'half of the connections half-open' },
} as const;

export type HarmName = keyof typeof HARMS;

/** When it is time for a harm: as soon as so much of the work is done. */
export interface Appointment {
  harm: HarmName;
  done: number;
}

/** Numbers from 0 up to 1 that look like chance and are the same for a seed. */
export function chanceOf(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    const digest = createHash('sha256').update(`${seed} ${drawn}`).digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
}

/** Every harm as often as it is to happen, at moments of chance. */
export function appointments(chance: () => number): Appointment[] {
  return (Object.keys(HARMS) as HarmName[])
    .flatMap(harm =>
      Array.from({ length: HARMS[harm].times }, () => ({
        harm,
        done: 0.05 + 0.75 * chance(),
      })),
    )
    .sort((a, b) => a.done - b.done);
}

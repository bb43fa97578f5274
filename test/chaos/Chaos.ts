import { readFileSync } from 'node:fs';
import { LocalFleet } from '../bench/fleet/LocalFleet';
import { Incident } from './explain';
import { FaultyNetwork } from './FaultyNetwork';
import { Appointment, appointments, chanceOf, HarmName } from './harms';
import { Ledger, Run } from './Ledger';

/** Harms a fleet at the moments of a seed, and remembers what happened. */
export class Chaos {
  readonly incidents: Incident[] = [];
  readonly #chance: () => number;
  readonly #appointments: Appointment[];
  readonly #ending = new Set<string>();
  #alive: string[] = [];
  #lookedAt = Date.now();

  constructor(
    private readonly fleet: LocalFleet,
    private readonly network: FaultyNetwork,
    private readonly ledger: Ledger,
    seed: number,
  ) {
    this.#chance = chanceOf(seed);
    this.#appointments = appointments(this.#chance);
  }

  /**
   * Looks at the pods, and does every harm that it is time for, as soon as
   * there is anything to be harmed.
   */
  async look(done: number): Promise<void> {
    const at = Date.now();
    const ending = await this.fleet.endingPods();
    for (const pod of ending.filter(name => !this.#ending.has(name))) {
      // It may have been told right after the last look.
      this.incidents.push({ kind: 'scaledIn', at: this.#lookedAt, pod });
      this.#ending.add(pod);
    }
    this.#lookedAt = at;
    this.#alive = (await this.fleet.pods()).filter(
      name => !this.#ending.has(name),
    );
    let [next] = this.#appointments;
    while (next && next.done <= done && (await this.#do(next.harm))) {
      this.#appointments.shift();
      [next] = this.#appointments;
    }
  }

  /** @returns whether there was anything to harm */
  async #do(kind: HarmName): Promise<boolean> {
    switch (kind) {
      case 'cut':
        this.#note({ kind });
        this.network.cut();
        return true;
      case 'forgotten':
        this.#note({ kind });
        this.network.forget(() => this.#chance() < 0.5);
        return true;
      case 'childKilled':
        return this.#killChild();
      default:
        return this.#endPod(kind);
    }
  }

  async #endPod(kind: 'stopped' | 'killed'): Promise<boolean> {
    const pod = this.#pick(this.#running())?.pod;
    if (pod !== undefined) {
      this.#alive = this.#alive.filter(name => name !== pod);
      this.#ending.add(pod);
      this.#note({ kind, pod });
      await (kind === 'stopped'
        ? this.fleet.deletePod(pod)
        : this.fleet.killPod(pod));
    }
    return pod !== undefined;
  }

  #killChild(): boolean {
    const run = this.#pick(this.#running());
    if (run) {
      this.#note({ kind: 'childKilled', pod: run.pod, process: run.process });
      process.kill(run.process, 'SIGKILL');
    }
    return run !== undefined;
  }

  #running(): Run[] {
    return this.ledger.runs.filter(
      ({ ended, pod, process: id }) =>
        ended === undefined && this.#alive.includes(pod) && belongs(id, pod),
    );
  }

  #note(incident: Omit<Incident, 'at'>): void {
    this.incidents.push({ ...incident, at: Date.now() });
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#chance() * list.length)];
  }
}

/** Whether a process is a pod's: numbers are given out again. */
function belongs(id: number, pod: string): boolean {
  try {
    const environment = readFileSync(`/proc/${id}/environ`, 'utf8');
    return environment.split('\0').includes(`HOSTNAME=${pod}`);
  } catch {
    return false;
  }
}

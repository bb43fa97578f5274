import { backendBench } from './backend/backendBench';
import { measureFleet } from './fleet/measure';
import { predictFleet } from './fleet/predict';
import { FleetRow, fleetTable } from './fleet/table';
import { FLEET_WORKLOADS } from './fleet/workloads';
import { frontendBench } from './frontend/frontendBench';
import { installBench } from './install/installBench';
import { scalingFigures } from './scaling/figures';
import { simulatedHourMs } from './scaling/speed';
import { tableOf } from './scaling/table';

const USAGE =
  'usage: npm run -s bench -- scaling|fleet|backend|frontend|install [--json]';

/** What a bench measured. */
interface Result {
  json: object;
  text: string;
}

const BENCHES: Readonly<Record<string, () => Promise<Result>>> = {
  scaling: async () => {
    const hourMs = await simulatedHourMs();
    const scaling = scalingFigures();
    return {
      json: { simulatedHourMs: hourMs, scaling },
      text: `${tableOf(scaling)}\n\nOne simulated hour: ${hourMs.toFixed(
        1,
      )} ms`,
    };
  },
  fleet: async () => {
    const fleet: FleetRow[] = [];
    for (const bench of FLEET_WORKLOADS) {
      const real = await measureFleet(bench);
      const model = predictFleet(bench, real);
      fleet.push({ workload: bench.name, real, model });
    }
    return { json: { fleet }, text: fleetTable(fleet) };
  },
  backend: backendBench,
  frontend: frontendBench,
  install: installBench,
};

/** Prints what a bench measured, as a table or as JSON. */
async function main(args: readonly string[]): Promise<void> {
  const [name, ...more] = args.filter(arg => arg !== '--json');
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  const { json, text } = await bench();
  process.stdout.write(
    `${args.includes('--json') ? JSON.stringify(json) : text}\n`,
  );
}

main(process.argv.slice(2)).then(
  // The scaffolder's test backend leaves timers behind.
  () => process.exit(),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);

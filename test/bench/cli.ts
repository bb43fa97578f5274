import { scalingFigures } from './scaling/figures';
import { simulatedHourMs } from './scaling/speed';
import { tableOf } from './scaling/table';

const USAGE = 'usage: npm run -s bench -- scaling [--json]';

/** Prints what a bench measured, as a table or as JSON. */
function main(args: readonly string[]): void {
  const json = args.includes('--json');
  const [bench, ...more] = args.filter(arg => arg !== '--json');
  if (bench !== 'scaling' || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  const hourMs = simulatedHourMs();
  const scaling = scalingFigures();
  process.stdout.write(
    json
      ? `${JSON.stringify({ simulatedHourMs: hourMs, scaling })}\n`
      : `${tableOf(scaling)}\n\nOne simulated hour: ${hourMs.toFixed(1)} ms\n`,
  );
}

main(process.argv.slice(2));

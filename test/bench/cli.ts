import { scalingFigures } from './scaling/figures';
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
  const figures = scalingFigures();
  process.stdout.write(
    `${json ? JSON.stringify({ scaling: figures }) : tableOf(figures)}\n`,
  );
}

main(process.argv.slice(2));

import { audit, judge, readExceptions, report } from './audit';

/**
 * Ends with an error when there is an advisory that nobody has judged. A
 * registry that does not answer is no such thing, unless `--required` is given.
 */
async function main(args: readonly string[]): Promise<void> {
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const verdict = judge(await audit(), readExceptions(), today);
  const { text, exitCode } = report(verdict, args.includes('--required'));
  process.stdout.write(`${text}\n`);
  process.exitCode = exitCode;
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

import { audit, judge, readExceptions } from './audit';

/**
 * Ends with an error when there is an advisory that nobody has judged. A
 * registry that does not answer is no such thing, unless `--required` is given.
 */
async function main(args: readonly string[]): Promise<void> {
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const { unknown, problems } = judge(await audit(), readExceptions(), today);
  if (unknown) {
    process.stdout.write(`Not audited: ${unknown}\n`);
    process.exitCode = args.includes('--required') ? 1 : 0;
  } else {
    process.stdout.write(
      problems.length > 0
        ? `${problems.join('\n')}\n`
        : 'No advisory that nobody has judged.\n',
    );
    process.exitCode = problems.length > 0 ? 1 : 0;
  }
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

import { runCommand } from './command';

const { code, stdout, stderr } = runCommand(process.argv.slice(2));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;

import { spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../plugins/celery-backend/dev/paths';
import { buildCluster } from './build/build';
import {
  clusterStatus,
  deployToCluster,
  keepCluster,
  stopCluster,
} from './control/keeper';
import { BIN, CLUSTER } from './paths';
import { record } from './record/record';

const READY = 'The cluster is ready.';

const USAGE = `Usage: npm run cluster -- COMMAND
  build          build the control plane and KEDA, unless that was done
  up             start the cluster and a broker
  deploy FOLDER  deploy a generated service, with that broker
  status         say what runs
  down           stop everything
  record [NAME]  record scenarios of test/vectors anew, or files, on a cluster of their own`;

const COMMANDS: Record<string, (...args: string[]) => Promise<void>> = {
  build: () => buildCluster({ onProgress: say }),
  up,
  deploy,
  status,
  down,
  record: (...names) => record(names, say),
  keep,
};

function say(line: string) {
  process.stdout.write(`${line}\n`);
}

/** Starts a cluster that goes on when this command has ended. */
async function up() {
  if (await clusterStatus()) {
    await status();
    return;
  }
  await mkdir(CLUSTER, { recursive: true });
  const logFile = join(CLUSTER, 'keeper.log');
  const log = await open(logFile, 'w');
  const keeper = spawn(
    process.execPath,
    [...process.execArgv, __filename, 'keep'],
    { cwd: ROOT, detached: true, stdio: ['pipe', 'pipe', log.fd] },
  );
  keeper.stdin!.on('error', () => {});
  const ready = await new Promise<boolean>(decide => {
    createInterface({ input: keeper.stdout! }).on('line', line => {
      say(line);
      if (line === READY) {
        decide(true);
      }
    });
    keeper.once('exit', () => decide(false));
  });
  await log.close();
  if (!ready) {
    throw new Error(`The cluster did not start, see ${relative('', logFile)}.`);
  }
  keeper.unref();
  keeper.stdin!.destroy();
  keeper.stdout!.destroy();
  await status();
}

async function deploy(folder?: string) {
  if (folder === undefined) {
    throw new Error(USAGE);
  }
  say(await deployToCluster(resolve(folder)));
}

async function down() {
  const stopped = await stopCluster();
  say(stopped ? 'The cluster is stopped.' : 'The cluster is not running.');
}

async function status() {
  const cluster = await clusterStatus();
  if (!cluster) {
    say('The cluster is not running.');
    return;
  }
  say(`The cluster is ${cluster.state}.`);
  for (const { name, pid } of cluster.programs) {
    say(
      `  ${name.padEnd(24)} ${pid === null ? 'has ended' : `process ${pid}`}`,
    );
  }
  if (cluster.state === 'running') {
    say(`  ${'API server'.padEnd(24)} ${cluster.url}`);
    say(`  ${'broker'.padEnd(24)} ${cluster.broker}`);
    say(`export KUBECONFIG=${cluster.kubeconfig} PATH=${BIN}:$PATH`);
  }
}

/** What `up` leaves behind: the process that keeps the cluster. */
async function keep() {
  const given = new AbortController();
  // Until the cluster is ready, it is given up with whoever asked for it.
  process.stdin.once('close', () => given.abort());
  process.stdin.resume();
  process.stdout.on('error', () => {});
  await keepCluster({
    onProgress: say,
    onReady: () => {
      process.stdin.removeAllListeners('close');
      say(READY);
    },
    signal: given.signal,
  });
}

async function main(name = '', ...args: string[]) {
  const command = COMMANDS[name];
  if (!command) {
    throw new Error(USAGE);
  }
  await command(...args);
}

main(...process.argv.slice(2)).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);

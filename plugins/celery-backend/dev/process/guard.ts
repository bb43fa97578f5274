import { ChildProcess, spawn } from 'node:child_process';
import { connect, Socket } from 'node:net';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';

const GUARD = join(__dirname, 'guard.py');

/** How a guarded command ended. Exactly one of the three is set. */
export interface Ending {
  /** It ended by itself, with this exit code. */
  code?: number;
  /** The number of the signal that ended it. */
  signal?: number;
  /** It could not be started, or its guard was killed. */
  error?: string;
}

export interface GuardOptions {
  /** A Python 3 that runs the guard. */
  python: string;
  command: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Seconds between SIGTERM and SIGKILL when the lifeline breaks. */
  graceSeconds?: number;
  /** Ends the command when this process is gone, whoever holds the lifeline. */
  watchPid?: number;
  /** Seconds between SIGTERM and SIGKILL when that process is gone. */
  orphanGraceSeconds?: number;
  /** How far the command steps back behind others, as `nice` says it. */
  nice?: number;
  /** Where the command's output goes; the newest part is kept. Without it, `onOutput` gets it. */
  logFile?: string;
  logBytes?: number;
  onOutput?: (text: string) => void;
  /** A socket on which a later process may take over a lifeline that was held. */
  socket?: string;
  holdSeconds?: number;
}

/** A command that runs under a guard. */
export interface Guarded {
  /** The command's own process id, which is also its process group's. */
  pid: number;
  /** Settled when all output has been handed on, too. */
  ended: Promise<Ending>;
  /** SIGTERM to the command, SIGKILL to its group when the grace is over. */
  stop(graceSeconds: number): void;
  /** SIGKILL to the command's group. */
  kill(): void;
  /** Gives up the lifeline in good order, so that a later process may take it. */
  hold(): Promise<void>;
}

/**
 * Starts a command under a guard, which ends it when this process is gone,
 * however that happened.
 *
 * @throws when the command cannot be started, with a sentence that says why.
 */
export async function spawnGuarded(options: GuardOptions): Promise<Guarded> {
  const guard = spawn(
    options.python,
    ['-IS', GUARD, ...guardArguments(options), '--', ...options.command],
    {
      cwd: options.cwd,
      env: options.env ?? process.env,
      // A session of its own: a terminal's Ctrl-C is not for the guard.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  guard.stdin.on('error', () => {});
  guard.stderr.setEncoding('utf8').on('data', options.onOutput ?? (() => {}));

  const reports = readReports(guard);
  const started = await reports.started;
  if ('error' in started) {
    throw new Error(`could not start ${started.error}`);
  }
  const tell = (line: string) => guard.stdin.write(`${line}\n`);
  return {
    pid: started.pid,
    ended: reports.ended,
    stop: seconds => tell(`stop ${seconds}`),
    kill: () => tell('kill'),
    hold: async () => {
      guard.stdin.end('hold\n');
      await Promise.race([reports.held, reports.ended]);
      for (const stream of [guard.stdout, guard.stderr]) {
        stream.destroy();
      }
      guard.unref();
    },
  };
}

function guardArguments(options: GuardOptions): string[] {
  const named: Record<string, string | number | undefined> = {
    '--grace': options.graceSeconds,
    '--watch': options.watchPid,
    '--orphan-grace': options.orphanGraceSeconds,
    '--nice': options.nice,
    '--log': options.logFile,
    '--log-bytes': options.logBytes,
    '--socket': options.socket,
    '--hold': options.holdSeconds,
  };
  return Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
}

type Started = { pid: number } | { error: string };

function readReports(guard: ChildProcess) {
  const started = withResolver<Started>();
  const held = withResolver<void>();
  const ended = withResolver<Ending>();
  let ending: Ending = { error: 'the guard: it ended early' };
  createInterface({ input: guard.stdout! }).on('line', line => {
    const report = JSON.parse(line);
    if ('pid' in report || 'error' in report) {
      started.resolve(report);
    } else if ('held' in report) {
      held.resolve();
    } else {
      ending = report;
    }
  });
  const end = () => {
    started.resolve({ error: ending.error ?? 'the guard: it ended early' });
    ended.resolve(ending);
  };
  guard.once('error', error => {
    ending = { error: `the guard: ${error.message}` };
    end();
  });
  // Only now all pipes are read: output comes on another one than the report.
  guard.once('close', end);
  return {
    started: started.promise,
    held: held.promise,
    ended: ended.promise,
  };
}

function withResolver<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>(settle => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** The lifeline of a command that another process started and held. */
export interface Lifeline {
  stop(graceSeconds: number): void;
  hold(): Promise<void>;
  /** Resolves when the guard is done with this lifeline. */
  ended: Promise<void>;
}

/**
 * Takes over the lifeline of a command whose guard waits at the socket.
 *
 * @returns undefined when nobody waits there.
 */
export async function takeLifeline(
  socketPath: string,
): Promise<Lifeline | undefined> {
  const socket = await new Promise<Socket | undefined>(resolve => {
    // Relative, for the short limit on a socket's path.
    const attempt = connect(relative(process.cwd(), socketPath));
    attempt.once('data', () => resolve(attempt));
    attempt.once('error', () => resolve(undefined));
    attempt.once('close', () => resolve(undefined));
  });
  if (!socket) {
    return undefined;
  }
  socket.on('error', () => {});
  const ended = new Promise<void>(resolve =>
    socket.once('close', () => resolve()),
  );
  return {
    stop: seconds => socket.write(`stop ${seconds}\n`),
    hold: async () => {
      socket.end('hold\n');
      await ended;
    },
    ended,
  };
}

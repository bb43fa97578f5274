import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LOGS, RUN } from '../paths';
import { Guarded, takeLifeline } from '../process/guard';
import { parentOf } from '../process/parent';
import { PythonEnvironment } from '../python/environment';
import { answers, launchValkey, valkeyUrl } from './valkey';

const GRACE_SECONDS = 5;
const RESTART_AFTER_MS = 500;

/** The portal's broker. */
export interface Broker {
  url: string;
  /** Whether it is the server that was there before this process. */
  kept: boolean;
  /**
   * Lets go of it. A server of our own lives on if the portal does: its
   * backend is started anew after each edit, and the queues must stay.
   */
  release(): Promise<void>;
}

export interface BrokerOptions {
  environment: PythonEnvironment;
  /** The process that is the portal as a whole. The broker never outlives it. */
  portalPid: number;
  /** Where the broker's socket and notes are. */
  folder?: string;
  logs?: string;
  /** How long it waits for the next backend, in seconds. */
  holdSeconds?: number;
}

interface Running {
  port: number;
  server: Pick<Guarded, 'hold'> & { ended: Promise<unknown> };
}

/**
 * Takes over the broker that an earlier backend of this portal left, or
 * starts one. If it ends by itself it is started again, on the port that
 * everybody knows; what it held is lost.
 */
export async function openBroker(options: BrokerOptions): Promise<Broker> {
  const { folder = RUN } = options;
  await mkdir(folder, { recursive: true });
  const kept = await takeOver(folder);
  const { port, server } = kept ?? (await start(options));
  let current: Promise<Running['server']> = Promise.resolve(server);
  let released = false;
  const keepRunning = async () => {
    for (;;) {
      const running = await current;
      await running.ended;
      await delay(RESTART_AFTER_MS);
      if (released || parentOf(options.portalPid) === undefined) {
        return;
      }
      current = start(options, port).then(
        started => started.server,
        // Why is in its log; the next attempt may be luckier.
        () => running,
      );
    }
  };
  keepRunning();
  return {
    url: valkeyUrl(port),
    kept: kept !== undefined,
    release: async () => {
      released = true;
      const running = await current;
      await running.hold();
    },
  };
}

async function takeOver(folder: string): Promise<Running | undefined> {
  const lifeline = await takeLifeline(socketIn(folder));
  if (!lifeline) {
    return undefined;
  }
  const port = await readPort(folder);
  if (port === undefined || !(await answers(port))) {
    lifeline.stop(GRACE_SECONDS);
    await lifeline.ended;
    return undefined;
  }
  return { port, server: lifeline };
}

async function start(options: BrokerOptions, port?: number): Promise<Running> {
  const { environment, portalPid, folder = RUN, logs = LOGS } = options;
  await mkdir(logs, { recursive: true });
  const launched = await launchValkey(
    environment,
    { port },
    {
      graceSeconds: GRACE_SECONDS,
      logFile: join(logs, 'broker.log'),
      watchPid: portalPid,
      socket: socketIn(folder),
      holdSeconds: options.holdSeconds,
    },
  );
  await writeFile(noteIn(folder), JSON.stringify({ port: launched.port }));
  return launched;
}

function socketIn(folder: string): string {
  return join(folder, 'broker.sock');
}

function noteIn(folder: string): string {
  return join(folder, 'broker.json');
}

async function readPort(folder: string): Promise<number | undefined> {
  try {
    return JSON.parse(await readFile(noteIn(folder), 'utf8')).port;
  } catch {
    return undefined;
  }
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGS, RUN } from '../paths';
import { takeLifeline } from '../process/guard';
import { PythonEnvironment } from '../python/environment';
import { answers, launchValkey, valkeyUrl } from './valkey';

const GRACE_SECONDS = 5;

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

/**
 * Takes over the broker that an earlier backend of this portal left, or
 * starts one.
 */
export async function openBroker(options: BrokerOptions): Promise<Broker> {
  const { folder = RUN } = options;
  await mkdir(folder, { recursive: true });
  return (await takeOver(folder)) ?? start(options);
}

async function takeOver(folder: string): Promise<Broker | undefined> {
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
  return { url: valkeyUrl(port), kept: true, release: lifeline.hold };
}

async function start(options: BrokerOptions): Promise<Broker> {
  const { environment, portalPid, folder = RUN, logs = LOGS } = options;
  await mkdir(logs, { recursive: true });
  const { port, server } = await launchValkey(
    environment,
    {},
    {
      graceSeconds: GRACE_SECONDS,
      logFile: join(logs, 'broker.log'),
      watchPid: portalPid,
      socket: socketIn(folder),
      holdSeconds: options.holdSeconds,
    },
  );
  await writeFile(noteIn(folder), JSON.stringify({ port }));
  return { url: valkeyUrl(port), kept: false, release: server.hold };
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

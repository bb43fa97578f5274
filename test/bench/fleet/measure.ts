import { setTimeout as delay } from 'node:timers/promises';
import {
  HPA_SYNC_PERIOD,
  planScaling,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import { summarizeTasks } from '../../cluster/scenarios/support/taskLog';
import { LocalFleet } from './LocalFleet';
import { firstTasks } from './workerLogs';
import { FleetWorkload } from './workloads';

const LOOK_MS = 100;
const LONGEST_MS = 1_800_000;

/** What a fleet came to; times are seconds. */
export interface FleetFigures {
  done: number;
  /** From the first message in the queue to the last task's end. */
  makespanSeconds: number;
  /** For how long pods were there in all, starting and ending ones too. */
  workerSeconds: number;
  pods: number;
}

/** The same of real workers, with what a model must know to be compared. */
export interface MeasuredFleet extends FleetFigures {
  /** From a pod's creation to its first task, of the median pod. */
  coldStartSeconds: number;
  /** The first look of KEDA and of the HPA after the burst. */
  phases: { poll: number; hpa: number };
}

interface Life {
  from: number;
  to: number;
}

/** Lets real workers do a workload, and looks on. */
export async function measureFleet(
  bench: FleetWorkload,
): Promise<MeasuredFleet> {
  const { workload } = bench;
  const fleet = await LocalFleet.start(workload);
  const redis = new Redis(fleet.brokerUrl);
  try {
    await untilHolds(async () => (await fleet.replicas()) === 0);
    await untilHolds(async () => (await fleet.pods()).length === 0);
    const sent = fleet.enqueue(workload.burstTasks, workload.taskSeconds);
    await untilHolds(async () => (await redis.llen(fleet.waitingKey)) > 0);
    const sentAt = Date.now();
    const seen = await watch(fleet, sentAt, bench.killedAt);
    await sent;

    const tasks = await summarizeTasks(fleet.logs);
    const first = await firstTasks(fleet.logs);
    const starts = [...seen.lives].flatMap(([pod, { from }]) => {
      const at = first.get(pod);
      return at === undefined ? [] : [(at - from) / 1000];
    });
    const lived = [...seen.lives.values()].map(({ from, to }) => to - from);
    return {
      done: tasks.done,
      makespanSeconds: (tasks.lastEnd - sentAt) / 1000,
      workerSeconds: lived.reduce((sum, ms) => sum + ms, 0) / 1000,
      pods: lived.length,
      coldStartSeconds: median(starts),
      phases: {
        poll: (seen.writes[0] / 1000) % planScaling(workload).pollingSeconds,
        hpa: (seen.writes[1] / 1000) % HPA_SYNC_PERIOD,
      },
    };
  } finally {
    redis.disconnect();
    await fleet.stop();
  }
}

/** Looks on until no worker is wanted or left, and says what was to be seen. */
async function watch(fleet: LocalFleet, sentAt: number, killedAt = Infinity) {
  const lives = new Map<string, Life>();
  /** When the number of replicas was written, milliseconds after the burst. */
  const writes: number[] = [];
  let replicas = 0;
  let killed = false;
  for (;;) {
    const wanted = await fleet.replicas();
    const now = Date.now();
    if (wanted !== replicas) {
      writes.push(now - sentAt);
      replicas = wanted;
    }
    const pods = await fleet.pods();
    for (const pod of pods) {
      lives.set(pod, { from: lives.get(pod)?.from ?? now, to: now });
    }
    if (lives.size > 0 && pods.length === 0 && wanted === 0) {
      return { lives, writes };
    }
    if (!killed && now - sentAt >= killedAt * 1000) {
      killed = true;
      await fleet.killAll();
    }
    if (now - sentAt > LONGEST_MS) {
      throw new Error('The workers did not come to an end.');
    }
    await delay(LOOK_MS);
  }
}

async function untilHolds(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error('The local cluster did not come to rest.');
    }
    await delay(LOOK_MS);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

import { BrokerStatus, QueueStatus } from '../contract';
import {
  DEFAULT_COOLDOWN_PERIOD,
  DEFAULT_POLLING_INTERVAL,
  Pausing,
  pausingOf,
} from '../model';
import {
  isUnknownWorkers,
  Replicas,
  stoppingWorkers,
  UnknownWorkers,
  WorkerGroup,
  WorkerObjectKind,
} from '../workers';
import {
  Deployment,
  KubernetesCondition,
  Pod,
  ScaledObject,
} from '../workers/kubernetes';
import {
  conditionOf,
  count,
  countsOf,
  isLeaving,
  isReady,
  list,
  number,
  text,
  textsOf,
  timeOf,
} from '../workers/read';
import { Demand, demandOf } from './demand';
import { PodFault, podFaultOf } from './podFaults';
import { secondsUntilDone } from './timeLeft';
import { DiagnosisInput } from './types';

/** A queue's numbers; `null` is unknown. */
export interface QueueFacts {
  name: string;
  waiting: number | null;
  /** Messages waiting by priority step, as far as known. */
  byPriority: Readonly<Record<string, number>>;
  inFlight: number | null;
  /** Of those in flight, how many are held for their time. */
  scheduled: number | null;
  estimated: boolean;
  oldestAge: number | null;
  arrival: number | null;
  /** Seconds since the newest message was published that was seen in flight. */
  newestInFlightAge: number | null;
  drain: number | null;
  secondsToDrain: number | null;
  /** The same with what is in flight. */
  secondsUntilDone: number | null;
  error: QueueStatus['error'];
}

/** What KEDA says about the ScaledObject, and is told in it. */
export interface KedaFacts {
  object: ScaledObject;
  /** The ScaledObject's name. */
  name: string;
  /** The Deployment that it scales. */
  target?: string;
  ready?: KubernetesCondition;
  active?: KubernetesCondition;
  fallback?: KubernetesCondition;
  pausing: Pausing;
  pollingInterval: number;
  cooldown: number;
  /** Seconds since a trigger was last active; absent when none ever was. */
  lastActive?: number;
  /** Seconds since it was created. */
  age?: number;
  /** How often one metric must fail before the fallback applies. */
  fallbackThreshold?: number;
}

/** The HPA's conditions. */
export interface HpaFacts {
  ableToScale?: KubernetesCondition;
  scalingActive?: KubernetesCondition;
  scalingLimited?: KubernetesCondition;
}

/** The workers, as far as anything is known of them. */
export interface WorkerFacts extends Replicas {
  group: WorkerGroup;
  namespace?: string;
  keda?: KedaFacts;
  hpa?: HpaFacts;
  demand?: Demand;
  /** Pods that are being removed; they may still be at work. */
  stopping: number;
  faults: readonly PodFault[];
  /** Seconds that the longest-starting pod has been starting. */
  startingFor?: number;
  /** Seconds that the longest-ready worker has been ready. */
  readyFor?: number;
  unknownKinds: Partial<Record<WorkerObjectKind, UnknownWorkers>>;
}

/** Everything that rules decide on, each thing read once and believed. */
export interface Facts {
  queue: QueueFacts;
  broker: BrokerStatus;
  /** Seconds since the queue's numbers were read; `null` when they never were. */
  age: number | null;
  /** Why nothing is known of the workers; else `workers` is present. */
  unknownWorkers?: UnknownWorkers;
  workers?: WorkerFacts;
}

/** Reads everything that rules decide on. */
export function factsOf(input: DiagnosisInput): Facts {
  const { broker, observedAt, workers, now } = input;
  const queue = queueFacts(input.queue);
  const age = secondsSince(observedAt, now) ?? null;
  const clock = clockOf(input);
  return isUnknownWorkers(workers)
    ? { queue, broker, age, unknownWorkers: workers }
    : { queue, broker, age, workers: workerFacts(workers, input.queue, clock) };
}

function queueFacts(queue: QueueStatus): QueueFacts {
  const numbers = {
    name: text(queue.name) ?? '',
    waiting: count(queue.length) ?? null,
    byPriority: countsOf(queue.lengthByPriority),
    inFlight: count(queue.inFlight) ?? null,
    scheduled: count(queue.scheduled) ?? null,
    estimated: queue.inFlightEstimated === true,
    oldestAge: number(queue.oldestAgeSeconds) ?? null,
    arrival: number(queue.arrivalPerSecond) ?? null,
    newestInFlightAge: number(queue.newestInFlightAgeSeconds) ?? null,
    drain: number(queue.drainPerSecond) ?? null,
    secondsToDrain: number(queue.secondsToDrain) ?? null,
    error: queue.error,
  };
  return {
    ...numbers,
    secondsUntilDone: secondsUntilDone({
      length: numbers.waiting,
      inFlight: numbers.inFlight,
      scheduled: numbers.scheduled,
      drainPerSecond: numbers.drain,
      secondsToDrain: numbers.secondsToDrain,
    }),
  };
}

function workerFacts(
  group: WorkerGroup,
  queue: QueueStatus,
  now: number,
): WorkerFacts {
  const { deployment, horizontalPodAutoscaler, scaledObject, replicas } = group;
  const pods = list(group.pods);
  const staying = pods.filter(pod => !isLeaving(pod));
  const starting = staying.filter(pod => !isReady(pod));
  return {
    group,
    namespace: text(group.namespace),
    current: count(replicas?.current) ?? null,
    desired: count(replicas?.desired) ?? null,
    min: count(replicas?.min) ?? null,
    max: count(replicas?.max) ?? null,
    keda: scaledObject && kedaFacts(scaledObject, now),
    hpa: horizontalPodAutoscaler && {
      ableToScale: conditionOf(horizontalPodAutoscaler, 'AbleToScale'),
      scalingActive: conditionOf(horizontalPodAutoscaler, 'ScalingActive'),
      scalingLimited: conditionOf(horizontalPodAutoscaler, 'ScalingLimited'),
    },
    demand: demandOf(group, queue),
    stopping: stoppingWorkers(group),
    faults: podFaultsOf(starting, now),
    startingFor: longest(
      starting.map(pod => secondsSince(pod.metadata?.creationTimestamp, now)),
    ),
    readyFor: longest(
      [...staying, ...(deployment ? [deployment] : [])].map(object =>
        readySeconds(object, now),
      ),
    ),
    unknownKinds: group.unknownKinds ?? {},
  };
}

function podFaultsOf(pods: readonly Pod[], now: number): readonly PodFault[] {
  return pods
    .map(pod => podFaultOf(pod, now))
    .filter(fault => fault !== undefined);
}

function kedaFacts(object: ScaledObject, now: number): KedaFacts {
  const { spec, status, metadata } = object;
  const lastActive = secondsSince(status?.lastActiveTime, now);
  const cooldown = count(spec?.cooldownPeriod) ?? DEFAULT_COOLDOWN_PERIOD;
  return {
    object,
    name: text(metadata?.name) ?? '',
    target: text(spec?.scaleTargetRef?.name),
    ready: conditionOf(object, 'Ready'),
    active: conditionOf(object, 'Active'),
    fallback: conditionOf(object, 'Fallback'),
    pausing: pausingOf(textsOf(metadata?.annotations)),
    pollingInterval: count(spec?.pollingInterval) ?? DEFAULT_POLLING_INTERVAL,
    cooldown:
      lastActive === undefined
        ? count(spec?.initialCooldownPeriod) ?? 0
        : cooldown,
    lastActive,
    age: secondsSince(metadata?.creationTimestamp, now),
    fallbackThreshold: count(spec?.fallback?.failureThreshold),
  };
}

/** By how much the clocks of viewer and portal may differ unnoticed. */
const CLOCK_TOLERANCE_MILLISECONDS = 60_000;

/**
 * The time now. Fresh numbers carry the portal's time, and where a viewer's
 * clock is far from it, it is the viewer's that is wrong.
 */
function clockOf({ broker, observedAt, now }: DiagnosisInput): number {
  const portal = timeOf(observedAt);
  return broker.state === 'ok' &&
    portal !== undefined &&
    Math.abs(now - portal) > CLOCK_TOLERANCE_MILLISECONDS
    ? portal
    : now;
}

/** Seconds since a time; a time ahead of our clock is now. */
function secondsSince(time: unknown, now: number): number | undefined {
  const then = timeOf(time);
  return then === undefined || !Number.isFinite(now)
    ? undefined
    : Math.max(0, (now - then) / 1000);
}

function longest(ages: readonly (number | undefined)[]): number | undefined {
  const known = ages.filter(age => age !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Seconds that a pod has been ready, or a Deployment available. */
function readySeconds(
  object: Pod | Deployment,
  now: number,
): number | undefined {
  const condition =
    conditionOf(object, 'Ready') ?? conditionOf(object, 'Available');
  return condition?.status === 'True'
    ? secondsSince(condition.lastTransitionTime, now)
    : undefined;
}

import {
  queueKey,
  queueUnackedKey,
  unackedKey,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis, { ChainableCommander } from 'ioredis';
import {
  BrokerReading,
  QueueTarget,
  queueReading,
  UnackedSizes,
} from './QueueReading';
import { SCRIPT_CODES } from './readQueuesScript';

/**
 * Reads queues by plain commands in one pipeline, where scripts are forbidden.
 *
 * Messages stay in Redis, so nothing is known that stands inside them: neither
 * the oldest age, nor to which queue an entry of a shared hash belongs.
 *
 * @throws the reply or connection error that concerns all queues alike.
 *
 * @internal
 */
export async function readPlainly(
  client: Redis,
  targets: readonly QueueTarget[],
): Promise<BrokerReading> {
  const pipeline = client.pipeline();
  const queuesByPrefix = new Map<string, number>();
  for (const target of targets) {
    addSizes(pipeline, target);
    queuesByPrefix.set(
      target.keyPrefix,
      (queuesByPrefix.get(target.keyPrefix) ?? 0) + 1,
    );
  }
  const prefixes = [...queuesByPrefix.keys()];
  prefixes.forEach(keyPrefix => pipeline.hlen(unackedKey({ keyPrefix })));

  const commands = pipeline.length;
  const sizes = ((await pipeline.exec()) ?? []).map(toSize);
  const sharedSizes = new Map(
    sizes
      .splice(sizes.length - prefixes.length)
      .map((size, index) => [prefixes[index], size]),
  );
  let position = 0;
  const queues = targets.map(target => {
    const { keyPrefix, prioritySteps } = target;
    const lengths = sizes.slice(position, position + prioritySteps.length);
    const ownUnacked = sizes[position + prioritySteps.length];
    position += prioritySteps.length + 1;
    const shared = sharedSizes.get(keyPrefix)!;
    const alone = keyPrefix !== '' && queuesByPrefix.get(keyPrefix) === 1;
    return queueReading(target, {
      lengths,
      oldestAgeMillis: SCRIPT_CODES.unknown,
      newest: SCRIPT_CODES.unknown,
      arrived: SCRIPT_CODES.unknown,
      ownUnacked: unackedSizes(ownUnacked),
      // A queue that has a prefix to itself has the shared hash to itself as
      // well, as far as the catalog knows: an estimate.
      sharedUnacked:
        alone || shared <= 0
          ? { ...unackedSizes(shared), allEstimated: shared > 0 }
          : unackedSizes(SCRIPT_CODES.unknown),
    });
  });
  return { queues, commands };
}

function unackedSizes(all: number): UnackedSizes {
  return {
    all,
    allEstimated: false,
    scheduled: all === 0 ? 0 : SCRIPT_CODES.unknown,
    scheduledEstimated: false,
    newestAgeMillis: all === 0 ? Infinity : SCRIPT_CODES.unknown,
  };
}

function addSizes(pipeline: ChainableCommander, target: QueueTarget): void {
  for (const step of target.prioritySteps) {
    pipeline.llen(queueKey(target, target.queue, step));
  }
  pipeline.hlen(queueUnackedKey(target, target.queue));
}

function toSize([error, reply]: [Error | null, unknown]): number {
  if (!error) {
    return Number(reply);
  }
  if (error.message.startsWith('WRONGTYPE')) {
    return SCRIPT_CODES.wrongType;
  }
  if (error.message.startsWith('NOPERM')) {
    return SCRIPT_CODES.denied;
  }
  throw error;
}

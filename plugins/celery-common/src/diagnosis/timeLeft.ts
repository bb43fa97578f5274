import { QueueStatus } from '../contract';

/**
 * Seconds until a queue's work is done at the present rates, what is in
 * flight included; `null` is unknown. Messages that are held for their ETA do
 * not count: they are done when they are due.
 *
 * @public
 */
export function secondsUntilDone(
  queue: Pick<
    QueueStatus,
    'length' | 'inFlight' | 'scheduled' | 'drainPerSecond' | 'secondsToDrain'
  >,
): number | null {
  const { length, inFlight, scheduled, drainPerSecond, secondsToDrain } = queue;
  if (length === null || inFlight === null) {
    return null;
  }
  const running = Math.max(0, inFlight - (scheduled ?? 0));
  if (length === 0 && running === 0) {
    return 0;
  }
  if (secondsToDrain === null) {
    return null;
  }
  // Messages are taken at least as fast as the queue shrinks.
  const taken = drainPerSecond ?? (length > 0 ? length / secondsToDrain : 0);
  const left = secondsToDrain + (running > 0 ? running / taken : 0);
  return Number.isFinite(left) ? left : null;
}

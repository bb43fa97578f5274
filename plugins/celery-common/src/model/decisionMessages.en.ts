/**
 * The English texts of KEDA's and the HPA's decisions, to be wired into a
 * translation ref.
 *
 * @public
 */
export const decisionMessages = {
  'decision.keda.activated': 'There is work and no worker.',
  'decision.keda.forced': 'An annotation asks for a worker.',
  'decision.keda.active': 'There is work; the HPA decides how many workers.',
  'decision.keda.inactive': 'There is no work.',
  'decision.keda.cooled-down':
    'No work was seen for {{cooldownSeconds, number}} s: all workers stop at once.',
  'decision.keda.cooling-down':
    'There is no work; all workers stop in {{remainingSeconds, number}} s if none comes.',
  'decision.keda.never-active':
    'There was never any work, and the first {{cooldownSeconds, number}} s are over.',
  'decision.keda.below-minimum': 'The minimum is {{minReplicas, number}}.',
  'decision.keda.trigger-error':
    'The broker cannot be read: nothing changes until it can.',
  'decision.keda.partial-trigger-error':
    'A trigger cannot be read: workers stay, but none is added or stopped.',
  'decision.keda.unreachable':
    'KEDA cannot connect to the broker: nothing changes until it can.',
  'decision.keda.awaiting-fallback':
    'The broker cannot be read: the fallback counts after {{failureThreshold, number}} failures.',
  'decision.keda.scale-in-paused':
    'There is no work, but an annotation forbids to stop workers.',
  'decision.keda.scale-out-paused':
    'There is work, but an annotation forbids to start workers.',
  'decision.keda.paused': 'An annotation pauses all scaling.',
  'decision.keda.paused-at':
    'An annotation pauses scaling at {{replicas, number}}.',

  'decision.hpa.scaling-disabled': 'At zero only KEDA can start a worker.',
  'decision.hpa.above-maximum': 'The maximum is {{maxReplicas, number}}.',
  'decision.hpa.below-minimum': 'The minimum is {{minReplicas, number}}.',
  'decision.hpa.metrics-unavailable':
    '{{failed, number}} of {{of, number}} metrics cannot be read: nothing changes until they can.',
  'decision.hpa.total':
    '{{total, number}} at {{target, number}} per worker asks for {{proposed, number}}.',
  'decision.hpa.sum':
    '{{waiting, number}} waiting + {{inFlight, number}} running at {{target, number}} per worker asks for {{proposed, number}}.',
  'decision.hpa.tolerance':
    '{{total, number}} at {{target, number}} per worker is close enough to {{proposed, number}}.',
  'decision.hpa.stabilized.down':
    'The most that was asked for in the last {{windowSeconds, number}} s still counts: {{stabilized, number}}.',
  'decision.hpa.stabilized.up':
    'The least that was asked for in the last {{windowSeconds, number}} s still counts: {{stabilized, number}}.',
  'decision.hpa.limited.maxReplicas': 'The maximum is {{limit, number}}.',
  'decision.hpa.limited.minReplicas': 'The minimum is {{limit, number}}.',
  'decision.hpa.limited.scaleUpRate':
    'No more than {{limit, number}} may there be so soon.',
  'decision.hpa.limited.scaleDownRate':
    'No fewer than {{limit, number}} may there be so soon.',
} as const;

/** The key of a text in {@link decisionMessages}. @public */
export type DecisionMessageKey = keyof typeof decisionMessages;

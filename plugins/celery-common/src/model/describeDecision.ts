import { DecisionMessageKey, decisionMessages } from './decisionMessages.en';
import type { HpaComputation, HpaDecision } from './hpaDecision';
import type { KedaDecision, KedaReason } from './kedaDecision';

/**
 * One sentence about a decision: a key of {@link decisionMessages} and its
 * numbers for translations, and the sentence in English.
 *
 * @public
 */
export interface DecisionSentence {
  key: DecisionMessageKey;
  params: Readonly<Record<string, number>>;
  text: string;
}

/**
 * The work that was there to see when a decision was made.
 *
 * @public
 */
export interface WorkSeen {
  waiting: number;
  inFlight: number;
}

/**
 * Why a decision was made, in one to three sentences with numbers.
 *
 * @param work - tells waiting from running where they were counted together
 * @public
 */
export function describeDecision(
  decision: KedaDecision | HpaDecision,
  work?: WorkSeen,
): readonly DecisionSentence[] {
  if (decision.by === 'keda') {
    return [sentence(kedaKey(decision.reason), decision.reason)];
  }
  const { reason } = decision;
  return reason.code === 'metric'
    ? computation(reason, work)
    : [sentence(`decision.hpa.${reason.code}`, reason)];
}

function kedaKey(reason: KedaReason): DecisionMessageKey {
  switch (reason.code) {
    case 'activated':
    case 'active':
      return reason.forced
        ? 'decision.keda.forced'
        : `decision.keda.${reason.code}`;
    case 'cooled-down':
      return reason.neverActive
        ? 'decision.keda.never-active'
        : 'decision.keda.cooled-down';
    case 'paused':
      return reason.replicas === undefined
        ? 'decision.keda.paused'
        : 'decision.keda.paused-at';
    default:
      return `decision.keda.${reason.code}`;
  }
}

function computation(
  { stabilized, limited, ...numbers }: HpaComputation,
  work: WorkSeen | undefined,
): readonly DecisionSentence[] {
  const { total, withinTolerance } = numbers;
  const isSum = work && work.waiting + work.inFlight === total;
  const asks = isSum ? 'decision.hpa.sum' : 'decision.hpa.total';
  return [
    sentence(withinTolerance ? 'decision.hpa.tolerance' : asks, {
      ...numbers,
      ...work,
    }),
    ...(stabilized
      ? [
          sentence(`decision.hpa.stabilized.${stabilized.direction}`, {
            windowSeconds: stabilized.windowSeconds,
            stabilized: stabilized.to,
          }),
        ]
      : []),
    ...(limited
      ? [sentence(`decision.hpa.limited.${limited.by}`, { limit: limited.to })]
      : []),
  ];
}

const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function sentence(key: DecisionMessageKey, values: object): DecisionSentence {
  const params = Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === 'number'),
  ) as Record<string, number>;
  const text = decisionMessages[key].replace(
    /\{\{(\w+), number\}\}/g,
    (_match, name: string) => NUMBERS.format(params[name]),
  );
  return { key, params, text };
}

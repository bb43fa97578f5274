import {
  Diagnosis,
  DIAGNOSIS_SEVERITIES,
  DIAGNOSIS_STATES,
  DiagnosisSeverity,
  DiagnosisShape,
  DiagnosisState,
} from './types';

/** What each state looks like and, unless a rule knows better, how bad it is. */
export const STATE_LOOKS: Record<
  DiagnosisState,
  { severity: DiagnosisSeverity; shape: DiagnosisShape }
> = {
  stranded: { severity: 'trouble', shape: 'square' },
  stalled: { severity: 'trouble', shape: 'square' },
  'crash-loop': { severity: 'trouble', shape: 'square' },
  'image-pull': { severity: 'trouble', shape: 'square' },
  'container-config': { severity: 'trouble', shape: 'square' },
  unschedulable: { severity: 'trouble', shape: 'square' },
  quota: { severity: 'trouble', shape: 'square' },
  'pods-refused': { severity: 'trouble', shape: 'square' },
  'wrong-list': { severity: 'trouble', shape: 'square' },
  'scaled-object-invalid': { severity: 'trouble', shape: 'square' },
  'keda-cannot-read': { severity: 'trouble', shape: 'square' },
  'keda-silent': { severity: 'trouble', shape: 'square' },
  'unable-to-scale': { severity: 'trouble', shape: 'square' },
  'keda-missing': { severity: 'trouble', shape: 'square' },
  'no-workers': { severity: 'trouble', shape: 'square' },
  'broker-unreachable': { severity: 'unknown', shape: 'square' },
  'broker-stale': { severity: 'unknown', shape: 'square' },
  'queue-unreadable': { severity: 'unknown', shape: 'square' },
  'cluster-unreachable': { severity: 'unknown', shape: 'square' },
  'not-permitted': { severity: 'unknown', shape: 'square' },
  unknown: { severity: 'unknown', shape: 'square' },
  'kubernetes-missing': { severity: 'warning', shape: 'triangle' },
  'below-activation': { severity: 'warning', shape: 'triangle' },
  fallback: { severity: 'warning', shape: 'triangle' },
  saturated: { severity: 'warning', shape: 'triangle' },
  limited: { severity: 'warning', shape: 'triangle' },
  'not-autoscaled': { severity: 'warning', shape: 'triangle' },
  waking: { severity: 'changing', shape: 'circle-quarter' },
  'scaling-out': { severity: 'changing', shape: 'circle-half' },
  draining: { severity: 'changing', shape: 'circle-half' },
  'cooling-down': { severity: 'changing', shape: 'circle-half' },
  steady: { severity: 'working', shape: 'circle-full' },
  paused: { severity: 'resting', shape: 'circle-empty' },
  scheduled: { severity: 'resting', shape: 'circle-empty' },
  idle: { severity: 'resting', shape: 'circle-empty' },
};

/**
 * Orders diagnoses worst first, for `Array.sort`.
 *
 * @public
 */
export function compareDiagnoses(
  a: Pick<Diagnosis, 'state' | 'severity'>,
  b: Pick<Diagnosis, 'state' | 'severity'>,
): number {
  return (
    DIAGNOSIS_SEVERITIES.indexOf(a.severity) -
      DIAGNOSIS_SEVERITIES.indexOf(b.severity) ||
    DIAGNOSIS_STATES.indexOf(a.state) - DIAGNOSIS_STATES.indexOf(b.state)
  );
}

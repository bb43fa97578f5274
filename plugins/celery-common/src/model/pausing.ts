/** Stops scaling and keeps the replicas; any value but a false one. @public */
export const ANNOTATION_PAUSED = 'autoscaling.keda.sh/paused';
/** Stops scaling at the given number of replicas. @public */
export const ANNOTATION_PAUSED_REPLICAS = 'autoscaling.keda.sh/paused-replicas';
/** Forbids fewer replicas. @public */
export const ANNOTATION_PAUSED_SCALE_IN = 'autoscaling.keda.sh/paused-scale-in';
/** Forbids more replicas. @public */
export const ANNOTATION_PAUSED_SCALE_OUT =
  'autoscaling.keda.sh/paused-scale-out';
/** Counts the triggers as active whatever they say. @public */
export const ANNOTATION_FORCE_ACTIVATION =
  'autoscaling.keda.sh/force-activation';

/**
 * What a ScaledObject's annotations tell KEDA to leave alone or to force.
 *
 * @public
 */
export interface Pausing {
  /** Nothing scales: KEDA's loop stops and the HPA is deleted. */
  paused: boolean;
  /** The replicas to hold while paused; absent: those there are. */
  replicas?: number;
  scaleIn: boolean;
  scaleOut: boolean;
  forceActivation: boolean;
}

const NOT_PAUSED: Pausing = {
  paused: false,
  scaleIn: false,
  scaleOut: false,
  forceActivation: false,
};

/**
 * Reads KEDA's pause annotations. A value that is no boolean counts as true,
 * and `paused-replicas` pauses by its mere presence.
 *
 * @see KEDA `apis/keda/v1alpha1/scaledobject_types.go`
 * @public
 */
export function pausingOf(
  annotations?: Readonly<Record<string, string>>,
): Pausing {
  if (!annotations) {
    return NOT_PAUSED;
  }
  const pausedReplicas = annotations[ANNOTATION_PAUSED_REPLICAS];
  const replicas = Number.parseInt(pausedReplicas ?? '', 10);
  return {
    paused:
      pausedReplicas !== undefined || isSet(annotations[ANNOTATION_PAUSED]),
    ...(replicas >= 0 ? { replicas } : {}),
    scaleIn: isSet(annotations[ANNOTATION_PAUSED_SCALE_IN]),
    scaleOut: isSet(annotations[ANNOTATION_PAUSED_SCALE_OUT]),
    forceActivation: isSet(annotations[ANNOTATION_FORCE_ACTIVATION]),
  };
}

// The spellings of false that Go's strconv.ParseBool knows.
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

function isSet(value: string | undefined): boolean {
  return value !== undefined && !FALSE.has(value);
}

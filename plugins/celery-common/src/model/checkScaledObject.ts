import { maxReplicasOf, minReplicasOf, ScaledObjectSpec } from './scaledObject';
import {
  compositeMetricOf,
  ScaledObjectError,
  triggerMetricsOf,
} from './triggers';

/** The least that each whole number of a spec may be. */
const AT_LEAST = {
  pollingInterval: 1,
  cooldownPeriod: 0,
  initialCooldownPeriod: 0,
  idleReplicaCount: 0,
  minReplicaCount: 0,
  maxReplicaCount: 1,
} as const;

/**
 * Refuses a ScaledObject that the API server, KEDA's admission webhook or KEDA
 * itself would refuse, or that leaves KEDA without an HPA.
 *
 * @throws {@link ScaledObjectError} or {@link FormulaError} that says what is
 * wrong and what is allowed
 * @see KEDA `apis/keda/v1alpha1/scaledobject_webhook.go`
 * @public
 */
export function checkScaledObject(spec: ScaledObjectSpec): void {
  if (!Array.isArray(spec.triggers) || spec.triggers.length === 0) {
    throw new ScaledObjectError('The ScaledObject has no triggers.');
  }
  checkNumbers(spec);
  spec.triggers.forEach(({ metadata }, index) => {
    const wrong = Object.entries(metadata ?? {}).find(
      ([, value]) => typeof value !== 'string',
    );
    if (!metadata || wrong) {
      throw new ScaledObjectError(
        `Trigger ${index} needs metadata whose values are text${
          wrong ? `: put ${wrong[0]} in quotes` : ''
        }.`,
      );
    }
  });
  const metrics = triggerMetricsOf(spec);
  const names = metrics.flatMap(({ name }) => name ?? []);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new ScaledObjectError(`Two triggers are called ${twice}.`);
  }
  if (!compositeMetricOf(spec)) {
    const useless = metrics.find(({ target }) => target <= 0);
    if (useless) {
      throw new ScaledObjectError(
        `Trigger ${useless.index} has listLength ${useless.target}: give a whole number, 1 or more.`,
      );
    }
  }
}

function checkNumbers(spec: ScaledObjectSpec) {
  for (const [field, least] of Object.entries(AT_LEAST)) {
    const value = spec[field as keyof typeof AT_LEAST] ?? undefined;
    if (value !== undefined && !(Number.isInteger(value) && value >= least)) {
      throw new ScaledObjectError(
        `${field} is ${JSON.stringify(
          value,
        )}: give a whole number, ${least} or more.`,
      );
    }
  }
  const min = minReplicasOf(spec);
  const max = maxReplicasOf(spec);
  if (min > max) {
    throw new ScaledObjectError(
      `minReplicaCount is ${min}, above maxReplicaCount, which is ${max}.`,
    );
  }
  const idle = spec.idleReplicaCount;
  if (idle !== undefined && idle >= min) {
    throw new ScaledObjectError(
      `idleReplicaCount is ${idle}: give less than minReplicaCount, which is ${min}.`,
    );
  }
}

import { askedMetrics, readMetric, ReplicaCounts } from './kedaReadings';
import { KedaState, MetricReading, TriggerReading } from './kedaState';
import { ScaledObjectSpec } from './scaledObject';
import { triggerMetricsOf } from './triggers';

/**
 * All that the external metrics of a ScaledObject depend on.
 *
 * @public
 */
export interface ExternalMetricsInput extends ReplicaCounts {
  spec: ScaledObjectSpec;
  state: KedaState;
  /** One per trigger, in their order. */
  readings: readonly TriggerReading[];
}

/**
 * What KEDA answers when the HPA asks for a ScaledObject's metrics, by metric
 * name in the HPA's order. Asking changes KEDA's state: after an error all
 * triggers must connect anew.
 *
 * @see KEDA `pkg/scaling/scale_handler.go` `GetScaledObjectMetrics`
 * @public
 */
export function externalMetrics(input: ExternalMetricsInput): {
  state: KedaState;
  metrics: Readonly<Record<string, MetricReading>>;
} {
  const { spec, readings } = input;
  const triggers = triggerMetricsOf(spec);
  let { state } = input;
  const metrics: Record<string, MetricReading> = {};
  for (const name of askedMetrics(spec, triggers)) {
    const read = readMetric(spec, state, name, triggers, readings, input);
    state = read.state;
    metrics[name] = read.metric;
  }
  return { state, metrics };
}

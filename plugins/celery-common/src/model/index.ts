export * from './checkScaledObject';
export * from './conditions';
export { decisionMessages } from './decisionMessages.en';
export type { DecisionMessageKey } from './decisionMessages.en';
export * from './describeDecision';
export * from './explain';
export * from './externalMetrics';
export * from './formula';
export * from './formulaError';
export * from './hpa';
export * from './hpaDecision';
export * from './hpaSpec';
export * from './hpaState';
export * from './keda';
export * from './kedaDecision';
export { initialKedaState, restartedKedaState } from './kedaState';
export type { KedaState, MetricReading, TriggerReading } from './kedaState';
export type { ReplicaCounts } from './kedaReadings';
export * from './pausing';
export * from './quantity';
export * from './scaledObject';
export * from './triggers';
export { arrivalsOf } from './fleet/arrivals';
export type { ArrivalOptions } from './fleet/arrivals';
export type { FleetOptions, NodeOptions } from './fleet/fleet';
export * from './fleet/clairvoyant';
export * from './fleet/simulate';
export type {
  SimulatedDecision,
  Simulation,
  SimulationOptions,
  SimulationSample,
} from './fleet/simulation';
export type { TaskArrival } from './fleet/task';
export type { SimulationTotals, Spread } from './fleet/totals';

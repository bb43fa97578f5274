import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Deployment, HorizontalPodAutoscaler, ScaledObject } from '../workers';

/**
 * Objects as a real Kubernetes 1.35 and KEDA 2.20 returned them. Their pods
 * never became ready: there was no node for them to run on.
 */
export interface Fixture {
  /** What was going on; the name of the Deployment and the key prefix. */
  scenario: string;
  secondsAfterCreation: number;
  deployment: Deployment;
  scaledObject: ScaledObject;
  /** Absent while scaling was paused. */
  horizontalPodAutoscaler?: HorizontalPodAutoscaler;
}

/** The names of all fixtures. */
export const FIXTURES = readdirSync(__dirname)
  .filter(file => file.endsWith('.json'))
  .map(file => file.slice(0, -'.json'.length));

/** Reads a fixture anew, to be changed at will. */
export function readFixture(name: string): Fixture {
  const fixture = JSON.parse(
    readFileSync(join(__dirname, `${name}.json`), 'utf8'),
  );
  const { horizontalPodAutoscaler: hpa, ...others } = fixture;
  return 'error' in hpa ? others : fixture;
}

import { replay } from '../../../model/replay';
import { parseScenario } from '../../../model/scenario';
import { print, timeline } from './print';

interface Recorded {
  scenario: string;
  scaledObjectSpec: object;
  scaleWrites: Array<{ t: number; by: string; replicas: number }>;
}

/** How late the model may be where the recording shows a write, in seconds. */
const TOLERANCE = 1;

/**
 * Holds the scaling model to a recording: the same writes of the same numbers
 * by the same controllers at the same time.
 */
export function expectModelAgrees(recorded: Recorded): void {
  const { scenario, scaleWrites } = recorded;
  const predicted = replay(parseScenario(recorded));
  print(
    `${scenario}: ${timeline(scaleWrites)}`,
    `${'the model says:'.padEnd(scenario.length + 1)} ${timeline(predicted)}`,
  );
  expect(predicted.map(({ by, replicas }) => [by, replicas])).toEqual(
    scaleWrites.map(({ by, replicas }) => [by, replicas]),
  );
  const differences = predicted.map(({ t }, i) =>
    Math.abs(t - scaleWrites[i].t),
  );
  expect(Math.max(0, ...differences)).toBeLessThan(TOLERANCE);
}

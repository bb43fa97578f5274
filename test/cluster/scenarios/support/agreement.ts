import { replay } from '../../../model/replay';
import { parseScenario } from '../../../model/scenario';
import { print, timeline } from './print';

interface Recorded {
  scenario: string;
  scaledObjectSpec: object;
  scaleWrites: Array<{ t: number; by: string; replicas: number }>;
}

/** A recording beside what the scaling model makes of the same events. */
export interface Comparison {
  /** Who wrote which number of replicas, in order. */
  recorded: string[];
  predicted: string[];
  /** By how many seconds the model is off, at the worst of these writes. */
  secondsOff: number;
}

/** Replays a recording through the scaling model, and prints both. */
export function compareWithModel(recording: Recorded): Comparison {
  const { scenario, scaleWrites } = recording;
  const writes = replay(parseScenario(recording));
  print(
    `${scenario}: ${timeline(scaleWrites)}`,
    `${'the model says:'.padEnd(scenario.length + 1)} ${timeline(writes)}`,
  );
  const inWords = ({ by, replicas }: { by: string; replicas: number }) =>
    `${by}: ${replicas}`;
  return {
    recorded: scaleWrites.map(inWords),
    predicted: writes.map(inWords),
    secondsOff: Math.max(
      ...scaleWrites.map(({ t }, i) => Math.abs(t - (writes[i]?.t ?? 0))),
      0,
    ),
  };
}

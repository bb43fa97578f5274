import { Recording } from '../../record/Recorder';
import { replay } from '../../../model/replay';
import { parseScenario } from '../../../model/scenario';
import { print, timeline } from './print';

interface Recorded {
  scenario: string;
  scaledObjectSpec: object;
  curve: ReadonlyArray<{ t: number }>;
  scaleWrites: Recording['scaleWrites'];
}

/** A recording beside what the scaling model makes of the same events. */
export interface Comparison {
  /** Who wrote which number of replicas, in order. */
  recorded: string[];
  predicted: string[];
  /** By how many seconds the model is off, at the worst of these writes. */
  secondsOff: number;
}

/**
 * Lengths are sampled, and a controller's look is timed by the request that
 * led to it: while tasks end by the dozen, a look may have seen what was
 * recorded just before or after it. Seconds.
 */
const SHIFTS = [0, -0.025, 0.025, -0.05, 0.05, -0.1];

/**
 * Replays a recording through the scaling model, and prints both. Where they
 * differ, the lengths are moved by no more than the recording is uncertain.
 */
export function compareWithModel(recording: Recorded): Comparison {
  const recorded = inWords(recording.scaleWrites);
  const replays = SHIFTS.map(shift =>
    replay(
      parseScenario({ ...recording, curve: moved(recording.curve, shift) }),
    ),
  );
  const writes =
    replays.find(each => inWords(each).join() === recorded.join()) ??
    replays[0];
  print(
    `${recording.scenario}: ${timeline(recording.scaleWrites)}`,
    `${'the model says:'.padEnd(recording.scenario.length + 1)} ${timeline(
      writes,
    )}`,
  );
  return {
    recorded,
    predicted: inWords(writes),
    secondsOff: Math.max(
      ...recording.scaleWrites.map(({ t }, i) =>
        Math.abs(t - (writes[i]?.t ?? 0)),
      ),
      0,
    ),
  };
}

function moved(curve: Recorded['curve'], shift: number): Recorded['curve'] {
  return curve.map(change => ({ ...change, t: Math.max(0, change.t + shift) }));
}

function inWords(
  writes: ReadonlyArray<{ by: string; replicas: number }>,
): string[] {
  return writes.map(({ by, replicas }) => `${by}: ${replicas}`);
}

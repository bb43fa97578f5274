import { replay } from '../replay';
import { parseScenario } from '../scenario';

/** What differs from a queue with {@link TRIGGER}, polled every 5 s, cooldown 30 s, 0 to 20 workers. */
interface Facts {
  spec?: object;
  curve: object[];
  [field: string]: unknown;
}

/** One list with 5 messages per worker. */
export const TRIGGER = {
  type: 'redis',
  metadata: { listName: 'q', listLength: '5' },
};
/** Scales in at once. */
export const NO_WINDOW = {
  horizontalPodAutoscalerConfig: {
    behavior: { scaleDown: { stabilizationWindowSeconds: 0 } },
  },
};

/** Replays a written scenario; the result reads like `0@150k 4@157h`. */
export function writes({ spec, ...scenario }: Facts): string {
  const parsed = parseScenario({
    scenario: 'facts',
    replicas: 0,
    phases: { poll: 0.1, hpa: 7 },
    scaledObjectSpec: {
      pollingInterval: 5,
      cooldownPeriod: 30,
      minReplicaCount: 0,
      maxReplicaCount: 20,
      triggers: [TRIGGER],
      ...spec,
    },
    ...scenario,
  });
  return replay(parsed)
    .map(({ t, by, replicas }) => `${replicas}@${Math.round(t)}${by[0]}`)
    .join(' ');
}

/** A key that gets a length. */
export function length(t: number, value: number, key = 'q') {
  return { t, key, length: value };
}

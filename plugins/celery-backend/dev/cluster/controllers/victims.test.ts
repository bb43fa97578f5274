import { Pod } from '../store/objects';
import { victims } from './victims';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function pod(
  name: string,
  details: {
    phase?: string;
    readySeconds?: number;
    ageSeconds?: number;
    restarts?: number;
    cost?: string;
  } = {},
): Pod {
  const { phase = 'Running', readySeconds, ageSeconds = 1000 } = details;
  const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'orders',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: ago(ageSeconds),
      annotations: details.cost
        ? { 'controller.kubernetes.io/pod-deletion-cost': details.cost }
        : undefined,
    },
    spec: { containers: [] },
    status: {
      phase,
      conditions:
        readySeconds === undefined
          ? []
          : [
              {
                type: 'Ready',
                status: 'True',
                lastTransitionTime: ago(readySeconds),
              },
            ],
      containerStatuses: [
        {
          name: 'worker',
          image: '',
          imageID: '',
          ready: true,
          restartCount: details.restarts ?? 0,
        },
      ],
    },
  };
}

const first = (...pods: Pod[]) =>
  victims(pods, pods.length, NOW).map(({ metadata }) => metadata.name);

it('takes those that do not run, then those that are not ready', () => {
  expect(
    first(
      pod('ready', { readySeconds: 100 }),
      pod('running'),
      pod('pending', { phase: 'Pending' }),
    ),
  ).toEqual(['pending', 'running', 'ready']);
});

it('takes cheap ones before young ones', () => {
  expect(
    first(
      pod('young', { readySeconds: 1 }),
      pod('cheap', { readySeconds: 900, cost: '-5' }),
    ),
  ).toEqual(['cheap', 'young']);
});

it('takes those that became ready last, but only if that is much later', () => {
  expect(
    first(
      pod('old', { readySeconds: 900 }),
      pod('young', { readySeconds: 10 }),
    ),
  ).toEqual(['young', 'old']);
  expect(
    first(pod('b', { readySeconds: 100 }), pod('a', { readySeconds: 110 })),
  ).toEqual(['a', 'b']);
});

it('takes those that were started again most', () => {
  expect(
    first(
      pod('calm', { readySeconds: 100 }),
      pod('restless', { readySeconds: 100, restarts: 3 }),
    ),
  ).toEqual(['restless', 'calm']);
});

it('takes as many as it is told', () => {
  const pods = [pod('a'), pod('b'), pod('c')];
  expect(victims(pods, 2, NOW)).toHaveLength(2);
  expect(victims(pods, -1, NOW)).toEqual([]);
});

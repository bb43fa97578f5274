import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replay, Write } from './replay';
import { parseScenario } from './scenario';

const VECTORS = join(__dirname, '..', 'vectors');
const files = readdirSync(VECTORS).filter(name => name.endsWith('.json'));

function load(file: string) {
  return JSON.parse(readFileSync(join(VECTORS, file), 'utf8'));
}

function steps(writes: readonly Write[]) {
  return writes.map(({ by, replicas }) => `${by} ${replicas}`);
}

describe('the model against what a control plane did', () => {
  it('has recordings to be held to', () => {
    expect(files).toHaveLength(45);
  });

  it.each(files)('%s: the same writes, each within a second', file => {
    const { scaleWrites, ...recording } = load(file);
    const writes = replay(parseScenario(recording));
    expect(steps(writes)).toEqual(steps(scaleWrites));
    writes.forEach(({ t }, i) => {
      expect(Math.abs(t - scaleWrites[i].t)).toBeLessThanOrEqual(1);
    });
  });

  it.each(files)('%s: needs nothing that the model should find out', file => {
    const recording = load(file);
    const {
      scaleWrites: _writes,
      hpaReadsFailed: _failed,
      samples: _samples,
      conditionChanges: _conditions,
      evals: _evals,
      ...inputs
    } = recording;
    expect(replay(parseScenario(inputs))).toEqual(
      replay(parseScenario(recording)),
    );
  });

  it('waits one poll more where the cooldown had not quite passed', () => {
    const recording = {
      scaledObjectSpec: {
        pollingInterval: 2,
        initialCooldownPeriod: 60,
        scaleTargetRef: { name: 'orders' },
        triggers: [
          { type: 'redis', metadata: { listName: 'orders', listLength: '2' } },
        ],
      },
      curve: [],
      duration: 70,
      polls: Array.from({ length: 35 }, (_, i) => 1.98 + 2 * i),
    };
    const firstWrite = (clockOffset: number) =>
      replay(parseScenario({ ...recording, clockOffset }))[0];

    expect(firstWrite(0.01)).toEqual({ t: 61.98, by: 'keda', replicas: 0 });
    expect(firstWrite(0.03)).toEqual({ t: 59.98, by: 'keda', replicas: 0 });
  });

  it('lets a change that was noted late come before the poll that it led to', () => {
    const recording = {
      scaledObjectSpec: {
        scaleTargetRef: { name: 'orders' },
        pollingInterval: 5,
        triggers: [
          { type: 'redis', metadata: { listName: 'orders', listLength: '2' } },
        ],
      },
      replicas: 0,
      curve: [{ t: 12.5, spec: { minReplicaCount: 2 } }],
      duration: 30,
      polls: [0.1, 5.1, 10.1, 12.4, 17.4, 22.4, 27.4],
    };

    expect(replay(parseScenario(recording))).toEqual([
      { t: 12.4, by: 'keda', replicas: 2 },
    ]);
  });
});

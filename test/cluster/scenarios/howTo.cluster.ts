import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { HOST } from '../control-plane/ports';
import { Recorder, Recording } from '../record/Recorder';
import { compareWithModel } from './support/agreement';
import { useCluster } from './support/clusterUnderTest';
import { print, timeline } from './support/print';
import { ServiceUnderTest } from './support/ServiceUnderTest';

const NAME = 'orders';
const TASKS = 100;
const TASK_SECONDS = 10;

/** What a scheduler that knows the future would need, on 20 warm pods. */
const BEST = {
  makespanSeconds: Math.ceil(TASKS / (20 * 2)) * TASK_SECONDS,
  podSeconds: (TASKS / 2) * TASK_SECONDS,
};

describe('a service with default answers under real KEDA', () => {
  const cluster = useCluster();
  let valkey: Valkey;
  let service: ServiceUnderTest;
  let recorder: Recorder;
  let recording: Recording;

  beforeAll(async () => {
    valkey = await startValkey();
    const broker = { host: HOST, port: valkey.port };
    recorder = new Recorder({
      auditLog: cluster().auditLog,
      namespace: NAME,
      name: NAME,
      broker,
      keys: { [`${NAME}:${NAME}`]: 'list', [`${NAME}:unacked`]: 'hash' },
    });
    service = await ServiceUnderTest.deploy(cluster(), {
      name: NAME,
      broker,
      beforeDeployment: () => recorder.start(),
    });
  });

  afterAll(async () => {
    await service?.stop();
    await valkey?.stop();
  });

  it('is accepted by the API server and KEDA without a warning', () => {
    expect(service.applied.warnings).toEqual([]);
    expect(service.applied.output).toContain(
      `scaledobject.keda.sh/${NAME} serverside-applied`,
    );
  });

  it('becomes ready, with an HPA of the expected name', async () => {
    const ready = await service.condition('Ready', 'True');

    expect(ready.hpaName).toBe(`keda-hpa-${NAME}`);
    const hpa = await service.get<{ spec: { maxReplicas: number } }>(
      'hpa',
      `keda-hpa-${NAME}`,
    );
    expect(hpa.spec.maxReplicas).toBe(20);
  });

  it('goes from 0 workers to many and back, and does each task once', async () => {
    await service.noWorkers(180);
    const sentAt = Date.now();

    await service.enqueue(TASKS, '--seconds', String(TASK_SECONDS));
    await service.someWorkers(60);
    await service.noWorkers(600);

    recording = await recorder.stop();
    const tasks = await service.tasks();
    const { podSeconds, pods } = service.pods.since(sentAt);
    const makespanSeconds = Math.round((tasks.lastEnd - sentAt) / 1000);
    print(
      `${TASKS} tasks of ${TASK_SECONDS} s`,
      `done in ${makespanSeconds} s, at best ${BEST.makespanSeconds} s`,
      `${podSeconds} pod-seconds on ${pods} pods, at best ${BEST.podSeconds}`,
      `replicas: ${timeline(recording.scaleWrites)}`,
    );
    expect(tasks).toMatchObject({
      tasks: TASKS,
      done: TASKS,
      doneTwice: 0,
      startedAgain: 0,
    });
    expect(pods).toBeGreaterThan(10);
    const replicas = recording.scaleWrites.map(write => write.replicas);
    expect(replicas.slice(0, 2)).toEqual([0, 1]);
    expect(replicas.at(-1)).toBe(0);
  });

  it('scales as the model says, write by write', async () => {
    const { spec } = await service.get<{ spec: object }>('scaledobject', NAME);

    const { predicted, recorded, secondsOff } = compareWithModel({
      ...recording,
      scenario: NAME,
      scaledObjectSpec: spec,
    });

    expect(predicted).toEqual(recorded);
    expect(secondsOff).toBeLessThan(1);
  });
});

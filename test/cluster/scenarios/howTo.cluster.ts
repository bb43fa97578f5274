import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { HOST } from '../control-plane/ports';
import { Recorder, Recording } from '../record/Recorder';
import { compareWithModel } from './support/agreement';
import { useCluster } from './support/clusterUnderTest';
import { printFigures } from './support/figures';
import { ServiceUnderTest } from './support/ServiceUnderTest';

const NAME = 'orders';
const TASKS = 100;
const TASK_SECONDS = 10;

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
      firstKey: `${NAME}:${NAME}`,
      brokers: [
        {
          ...broker,
          keys: { [`${NAME}:${NAME}`]: 'list', [`${NAME}:unacked`]: 'hash' },
        },
      ],
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
    const workers = service.pods.since(sentAt);
    printFigures({
      name: 'burst',
      tasks: TASKS,
      taskSeconds: TASK_SECONDS,
      sentAt,
      outcome: tasks,
      workers,
    });
    expect(tasks).toMatchObject({
      tasks: TASKS,
      done: TASKS,
      doneTwice: 0,
      startedAgain: 0,
    });
    expect(workers.pods).toBeGreaterThan(10);
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

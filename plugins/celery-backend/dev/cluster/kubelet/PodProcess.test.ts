import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Container, PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import { findInterpreter } from '../../python/interpreter';
import { until } from '../../testing/until';
import { PodProcess } from './PodProcess';

jest.setTimeout(60_000);

let python: string;
let folder: string;
let secrets: Record<string, Record<string, string>>;
let running: PodProcess[];

beforeAll(async () => {
  python = await findInterpreter();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pod-'));
  await mkdir(join(folder, 'repository'));
  secrets = {};
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map(pod => pod.stop(0)));
  await rm(folder, { recursive: true });
});

function run(script: string, container: Partial<Container> = {}, spec = {}) {
  const history: PodStatus[] = [];
  const events: string[] = [];
  const pod = new PodProcess(
    {
      metadata: { name: 'orders-x', namespace: 'orders', uid: 'u' },
      spec: {
        containers: [
          { name: 'worker', command: ['sh', '-c', script], ...container },
        ],
        ...(spec as Partial<PodSpec>),
      },
    },
    {
      python,
      cwd: join(folder, 'repository'),
      baseEnvironment: { PATH: process.env.PATH!, BASE: 'base' },
      config: {
        secret: async (_, name) => secrets[name],
        configMap: async () => undefined,
      },
      folder: join(folder, 'volumes'),
      logFile: join(folder, 'log'),
    },
    {
      status: status => history.push(status),
      event: (_, reason) => events.push(reason),
    },
  );
  running.push(pod);
  pod.start();
  return {
    pod,
    history,
    events,
    log: () => readFile(join(folder, 'log'), 'utf8').catch(() => ''),
    container: () => history.at(-1)!.containerStatuses![0],
    condition: (type: string) =>
      history.at(-1)!.conditions?.find(each => each.type === type)?.status,
  };
}

it('runs from pending to ready, with its environment, in its repository', async () => {
  secrets.broker = { host: 'redis' };
  const { history, container, condition, log } = run(
    'echo $BASE $REDIS_HOST $HOSTNAME; pwd; sleep 600',
    {
      env: [
        {
          name: 'REDIS_HOST',
          valueFrom: { secretKeyRef: { name: 'broker', key: 'host' } },
        },
      ],
    },
  );
  await until(() => container().ready);
  expect(history[0]).toMatchObject({
    phase: 'Pending',
    containerStatuses: [
      { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
    ],
  });
  expect(history.at(-1)).toMatchObject({
    phase: 'Running',
    containerStatuses: [
      { restartCount: 0, started: true, state: { running: {} } },
    ],
  });
  expect(condition('Ready')).toBe('True');
  await until(async () => (await log()).includes('repository'));
  expect(await log()).toBe(
    `base redis orders-x\n${join(folder, 'repository')}\n`,
  );
});

it('is started again when it ends, and remembers how it ended', async () => {
  const { container, history, events } = run('exit 3');
  await until(() => container().state?.waiting?.reason === 'CrashLoopBackOff');
  expect(container()).toMatchObject({
    ready: false,
    restartCount: 1,
    lastState: { terminated: { exitCode: 3, reason: 'Error' } },
  });
  expect(history.at(-1)!.phase).toBe('Running');
  expect(events).toContain('BackOff');
});

it.each([
  ['exit 0', 'Succeeded'],
  ['exit 3', 'Failed'],
])(
  'ends for good where it is never to be started again: %s',
  async (script, phase) => {
    const { container, history } = run(script, {}, { restartPolicy: 'Never' });
    await until(() => history.at(-1)!.phase === phase);
    expect(container()).toMatchObject({
      restartCount: 0,
      state: { terminated: { exitCode: Number(script.slice(-1)) } },
    });
  },
);

it('tells a signal as a shell would', async () => {
  // Kubernetes makes one dollar sign of two.
  const { container } = run('kill -9 $$$$');
  await until(() => container().restartCount > 0);
  expect(container().lastState?.terminated).toMatchObject({
    exitCode: 137,
    signal: 9,
  });
});

it('waits for a Secret that is not there yet', async () => {
  const { container, condition } = run('sleep 600', {
    envFrom: [{ secretRef: { name: 'broker' } }],
  });
  await until(() => container().state?.waiting?.message);
  expect(container().state?.waiting).toEqual({
    reason: 'CreateContainerConfigError',
    message: 'secret "broker" not found',
  });
  expect(condition('Ready')).toBe('False');
});

it('says when a container has no command, or none that can be run', async () => {
  const none = run('', { command: undefined });
  const unknown = run('', { command: ['/no/such/command'] });
  await until(() => none.container().state?.waiting?.message);
  await until(() => unknown.container().state?.waiting?.message);
  expect(none.container().state?.waiting?.message).toMatch(/has no command/);
  expect(unknown.container().state?.waiting).toEqual({
    reason: 'RunContainerError',
    message: 'could not start /no/such/command: No such file or directory',
  });
});

it('is ready when its probe passes, and no longer when it fails', async () => {
  const { container, condition } = run('sleep 600', {
    readinessProbe: {
      exec: { command: ['test', '-e', 'ready'] },
      periodSeconds: 0.05,
      failureThreshold: 1,
    },
  });
  await until(() => container().state?.running);
  expect(container().ready).toBe(false);
  await mkdir(join(folder, 'repository', 'ready'));
  await until(() => container().ready);
  await rm(join(folder, 'repository', 'ready'), { recursive: true });
  await until(() => !container().ready);
  expect(condition('ContainersReady')).toBe('False');
});

it('is not probed before it has started up, and restarted when it is not alive', async () => {
  const { container, events } = run('touch up; sleep 600', {
    startupProbe: {
      exec: { command: ['test', '-e', 'up'] },
      periodSeconds: 0.05,
    },
    livenessProbe: {
      exec: { command: ['false'] },
      periodSeconds: 0.05,
      failureThreshold: 2,
    },
  });
  await until(() => container().restartCount > 0);
  expect(events).toContain('Unhealthy');
  expect(container().lastState?.terminated?.signal).toBe(15);
});

it('is not asked whether it is alive once it is to end', async () => {
  const isUp = { exec: { command: ['test', '-e', 'up'] }, periodSeconds: 0.05 };
  const { pod, container, events } = run(
    'trap "rm up; sleep 1; exit 0" TERM; touch up; while :; do sleep 0.01; done',
    { startupProbe: isUp, livenessProbe: { ...isUp, failureThreshold: 1 } },
  );
  await until(() => container().started);
  await pod.stop(60);
  expect(events).not.toContain('Unhealthy');
  expect(container().state?.terminated?.exitCode).toBe(0);
});

it('ends in its own way within its grace, and its folder goes with it', async () => {
  const { pod, container, log } = run(
    'trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.01; done',
    { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
    { volumes: [{ name: 'tmp', emptyDir: {} }] },
  );
  await until(async () => (await log()) === 'up\n');
  await pod.stop(60);
  expect(await log()).toBe('up\nbye\n');
  expect(container().state?.terminated).toMatchObject({
    exitCode: 0,
    reason: 'Completed',
  });
  await expect(readFile(join(folder, 'volumes'))).rejects.toThrow('ENOENT');
});

it('is killed when its grace is over', async () => {
  const { pod, container } = run('trap "" TERM; sleep 600');
  await until(() => container().state?.running);
  await pod.stop(0.1);
  expect(container().state?.terminated).toMatchObject({
    exitCode: 137,
    signal: 9,
  });
  expect(container().restartCount).toBe(0);
});

it('can be stopped while it is starting', async () => {
  const { pod, container } = run('sleep 600');
  await pod.stop(0);
  expect(container().state?.running).toBeUndefined();
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerConfig } from '../../src/config/brokerConfig';
import { startValkey, Valkey } from '../broker/valkey';
import {
  ensurePythonEnvironment,
  PythonEnvironment,
} from '../python/environment';
import { isAlive } from '../testing/isAlive';
import { until } from '../testing/until';
import { LocalCluster } from './LocalCluster';

jest.setTimeout(60_000);

interface Item {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  status?: {
    phase?: string;
    conditions?: Array<{ type: string; status: string }>;
  };
}

const SELECTOR = 'labelSelector=backstage.io%2Fkubernetes-id%3Dorders';
const LISTS = {
  Pod: '/api/v1/namespaces/orders/pods',
  Deployment: '/apis/apps/v1/namespaces/orders/deployments',
  HorizontalPodAutoscaler:
    '/apis/autoscaling/v2/namespaces/orders/horizontalpodautoscalers',
  ScaledObject: '/apis/keda.sh/v1alpha1/namespaces/orders/scaledobjects',
};

let environment: PythonEnvironment;
let valkey: Valkey;
let folder: string;
let warnings: string[];
let cluster: LocalCluster;
let access: { url: string; token: string };

beforeAll(async () => {
  environment = await ensurePythonEnvironment();
  valkey = await startValkey();
}, 300_000);

afterAll(() => valkey.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cluster-'));
  await startCluster();
});

afterEach(async () => {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

async function startCluster(): Promise<void> {
  const broker: BrokerConfig = {
    name: 'local-broker',
    server: { host: '127.0.0.1', port: valkey.port },
    db: 0,
    timeoutSeconds: 3,
  };
  warnings = [];
  cluster = await LocalCluster.open({
    environment,
    services: join(folder, 'services'),
    run: join(folder, 'run'),
    logs: join(folder, 'logs'),
    memoryFile: join(folder, 'memory.json'),
  });
  access = await cluster.listen();
  await cluster.start([broker], {
    info: () => {},
    warn: message => warnings.push(message),
  });
}

function manifests(script: string): string {
  const labels = '{ backstage.io/kubernetes-id: orders }';
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, labels: ${labels} }
spec:
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec:
      terminationGracePeriodSeconds: 5
      containers:
        - name: worker
          image: orders
          command: [sh, -c, ${JSON.stringify(script)}]
          env:
            - name: REDIS_PORT
              valueFrom: { secretKeyRef: { name: orders-broker, key: port } }
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: orders-broker }
spec:
  secretTargetRef: [{ parameter: address, name: orders-broker, key: address }]
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: orders, labels: ${labels} }
spec:
  scaleTargetRef: { name: orders }
  pollingInterval: 1
  initialCooldownPeriod: 3600
  triggers:
    - type: redis
      metadata: { listName: "orders:orders" }
      authenticationRef: { name: orders-broker }
`;
}

const WORKER = 'echo port $REDIS_PORT pid $$$$; exec sleep 600';

async function writeService(text: string): Promise<void> {
  const base = join(folder, 'services', 'orders', 'deploy', 'base');
  await mkdir(base, { recursive: true });
  await writeFile(join(base, 'workers.yaml'), text);
}

function call(
  method: 'GET' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(access.url + path, {
    method,
    headers: {
      authorization: `Bearer ${access.token}`,
      'content-type': 'application/merge-patch+json',
    },
    body: JSON.stringify(body),
  });
}

async function list(path: string, kind: string): Promise<Item[]> {
  const response = await call('GET', path);
  expect(response.status).toBe(200);
  const answer = await response.json();
  expect(answer.kind).toBe(`${kind}List`);
  return answer.items;
}

/** What the Kubernetes plugin asks for on behalf of a service's page. */
async function objects(): Promise<Record<string, Item[]>> {
  const lists = await Promise.all(
    Object.entries(LISTS).map(async ([kind, path]) => [
      kind,
      await list(`${path}?${SELECTOR}`, kind),
    ]),
  );
  return Object.fromEntries(lists);
}

async function untilRunning(): Promise<Item> {
  let pod: Item | undefined;
  await until(async () => {
    const { Pod, HorizontalPodAutoscaler } = await objects();
    [pod] = Pod;
    return pod?.status?.phase === 'Running' && HorizontalPodAutoscaler[0];
  });
  return pod!;
}

async function workerPid(pod: Item): Promise<number> {
  const path = `${LISTS.Pod}/${pod.metadata.name}/log?tailLines=5`;
  let text = '';
  await until(async () => {
    text = await (await call('GET', path)).text();
    return text.includes('pid');
  });
  expect(text).toMatch(`port ${valkey.port} pid`);
  return Number(/pid (\d+)/.exec(text)![1]);
}

const isEmpty = async () =>
  Object.values(await objects()).every(items => items.length === 0);

it('runs the services that there are, and ends those that are gone', async () => {
  expect(await isEmpty()).toBe(true);
  await writeService(manifests(WORKER));
  const pod = await untilRunning();
  const { Deployment, ScaledObject, HorizontalPodAutoscaler } = await objects();
  expect(Deployment).toMatchObject([
    { metadata: { namespace: 'orders' }, spec: { replicas: 1 } },
  ]);
  expect(ScaledObject[0].status?.conditions).toContainEqual(
    expect.objectContaining({ type: 'Ready', status: 'True' }),
  );
  expect(HorizontalPodAutoscaler[0].metadata.name).toBe('keda-hpa-orders');

  const pid = await workerPid(pod);
  expect(isAlive(pid)).toBe(true);
  await rm(join(folder, 'services', 'orders'), { recursive: true });
  await until(isEmpty);
  await until(() => !isAlive(pid));
  expect(warnings).toEqual([]);
});

it.each([
  ['/api/v1/services', 'Service'],
  ['/api/v1/namespaces/orders/configmaps', 'ConfigMap'],
  ['/api/v1/limitranges', 'LimitRange'],
  ['/api/v1/resourcequotas', 'ResourceQuota'],
  ['/apis/apps/v1/replicasets', 'ReplicaSet'],
  ['/apis/apps/v1/statefulsets', 'StatefulSet'],
  ['/apis/apps/v1/daemonsets', 'DaemonSet'],
  ['/apis/batch/v1/jobs', 'Job'],
  ['/apis/batch/v1/cronjobs', 'CronJob'],
  ['/apis/networking.k8s.io/v1/ingresses', 'Ingress'],
])('lists %s for the Kubernetes tab', async (path, kind) => {
  expect(await list(`${path}?${SELECTOR}`, kind)).toEqual([]);
});

it('lets the portal pause scaling, and keeps that for the next start', async () => {
  await writeService(manifests(WORKER));
  await untilRunning();
  const path = `${LISTS.ScaledObject}/orders`;
  const patch = {
    metadata: { annotations: { 'autoscaling.keda.sh/paused': 'true' } },
  };
  expect((await call('PATCH', path, patch)).status).toBe(200);
  await until(async () => !(await objects()).HorizontalPodAutoscaler[0]);

  const refused = await call('PATCH', path, { spec: { maxReplicaCount: 0 } });
  expect(refused.status).toBe(422);

  await cluster.stop();
  await startCluster();
  const { ScaledObject } = await objects();
  expect(ScaledObject[0].metadata.annotations).toEqual(
    patch.metadata.annotations,
  );
});

it('replaces a worker that the portal deletes', async () => {
  await writeService(manifests(WORKER));
  const pod = await untilRunning();
  const pid = await workerPid(pod);
  const path = `${LISTS.Pod}/${pod.metadata.name}`;
  expect((await call('DELETE', path)).status).toBe(200);
  await until(async () => {
    const { Pod } = await objects();
    return Pod.length === 1 && Pod[0].metadata.name !== pod.metadata.name;
  });
  expect(isAlive(pid)).toBe(false);
});

it('says once what is broken in a manifest, and goes on with the rest', async () => {
  const broken = (script: string) => `${manifests(script)}---\na: b: c\n`;
  await writeService(manifests(WORKER));
  const pod = await untilRunning();
  await writeService(broken(WORKER));
  await until(() => warnings.length > 0);
  expect((await objects()).Pod[0].metadata.name).toBe(pod.metadata.name);

  await writeService(broken('exec sleep 601'));
  await until(async () => {
    const { Pod } = await objects();
    return Pod.every(({ metadata }) => metadata.name !== pod.metadata.name);
  });
  expect(warnings).toEqual([
    expect.stringMatching(/^Service orders: deploy.base.workers.yaml: .*line/),
  ]);
  const events = await list('/api/v1/namespaces/orders/events', 'Event');
  expect(events).toContainEqual(
    expect.objectContaining({ reason: 'ManifestProblem', count: 1 }),
  );
});

it('refuses whoever does not have its token', async () => {
  for (const authorization of ['', 'Bearer wrong']) {
    const response = await fetch(`${access.url}/api/v1/pods`, {
      headers: { authorization },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      kind: 'Status',
      reason: 'Unauthorized',
    });
  }
});

it.each([
  ['/api/v1/namespaces/orders/secrets', 404],
  ['/api/v1/namespaces/orders/pods/none', 404],
  ['/api/v1/pods?labelSelector=a b', 400],
  ['/apis/apps/v1/namespaces/orders/deployments/none/scale', 404],
])('answers %s with a Status', async (path, status) => {
  const response = await call('GET', encodeURI(path));
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ kind: 'Status', code: status });
});

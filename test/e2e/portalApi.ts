import { backendUrl, sleep } from './portal';

const TEMPLATE = 'template:default/celery-service';
const CREATED_WITHIN = 3 * 60_000;

interface Request {
  method?: string;
  headers?: Record<string, string>;
  body?: object;
}

/** Asks the portal's backend as the guest whom the page signs in. */
async function ask(path: string, request: Request = {}): Promise<Response> {
  const { method, headers, body } = request;
  const signedIn = await fetch(`${backendUrl}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = (await signedIn.json()) as {
    backstageIdentity: { token: string };
  };
  const response = await fetch(`${backendUrl}/api/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${backstageIdentity.token}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response;
}

/** Has the wizard's template create a service, and waits until it is done. */
export async function createService(values: object): Promise<void> {
  const started = await ask('scaffolder/v2/tasks', {
    method: 'POST',
    body: { templateRef: TEMPLATE, values },
  });
  const { id } = (await started.json()) as { id: string };
  const deadline = Date.now() + CREATED_WITHIN;
  for (;;) {
    const task = await ask(`scaffolder/v2/tasks/${id}`);
    const { status } = (await task.json()) as { status: string };
    if (status === 'completed') {
      return;
    }
    if (!['open', 'processing'].includes(status) || Date.now() > deadline) {
      throw new Error(`The service was not created: its task is ${status}.`);
    }
    await sleep(500);
  }
}

/** Takes what came from a folder out of the catalog. */
export async function unregister(folder: string): Promise<void> {
  const response = await ask('catalog/locations');
  const locations = (await response.json()) as {
    data: { id: string; target: string };
  }[];
  for (const { data } of locations) {
    if (data.target.startsWith(`${folder}/`)) {
      await ask(`catalog/locations/${data.id}`, { method: 'DELETE' });
    }
  }
}

/** Annotates a ScaledObject of the local cluster, as `kubectl` would; `null` removes. */
export async function annotateScaledObject(
  namespace: string,
  name: string,
  annotations: Record<string, string | null>,
): Promise<void> {
  await ask(
    `kubernetes/proxy/apis/keda.sh/v1alpha1/namespaces/${namespace}/scaledobjects/${name}`,
    {
      method: 'PATCH',
      headers: {
        'content-type': 'application/merge-patch+json',
        'backstage-kubernetes-cluster': 'local',
      },
      body: { metadata: { annotations } },
    },
  );
}

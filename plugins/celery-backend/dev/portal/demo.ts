import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';

const NAME = 'demo';
const ENTITY = `component:default/${NAME}`;
const TEMPLATE = 'template:default/celery-service';
const WITHIN_MS = 120_000;

export interface DemoParts {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  /** Where services are created. */
  services: string;
}

/**
 * Sees to it that there is one service from the beginning, made in the way in
 * which everybody makes one: by the template.
 *
 * @returns what was done, if anything
 */
export async function ensureDemo(
  parts: DemoParts,
): Promise<string | undefined> {
  const { auth, catalog, services } = parts;
  const credentials = await auth.getOwnServiceCredentials();
  const exists = async (ref: string) =>
    (await catalog.getEntityByRef(ref, { credentials })) !== undefined;

  if (await exists(ENTITY)) {
    return undefined;
  }
  const folder = join(services, NAME);
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await catalog.addLocation(
      { type: 'file', target: join(folder, 'catalog-info.yaml') },
      { credentials },
    );
  } else {
    await until(() => exists(TEMPLATE), 'the template did not get ready');
    await createByTemplate(parts);
  }
  await until(() => exists(ENTITY), 'the catalog did not take it up');
  return isThere
    ? `Registered the service ${NAME} again`
    : `Created the service ${NAME} in ${folder}`;
}

async function createByTemplate({ discovery }: DemoParts): Promise<void> {
  const token = await guestToken(await discovery.getBaseUrl('auth'));
  const tasks = `${await discovery.getBaseUrl('scaffolder')}/v2/tasks`;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  };
  const { id } = await json(tasks, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      templateRef: TEMPLATE,
      values: {
        name: NAME,
        owner: 'group:default/platform',
        description: 'Tasks to try out how workers follow the queue',
        publish: 'local',
      },
    }),
  });
  let status = '';
  await until(async () => {
    ({ status } = await json(`${tasks}/${id}`, { headers }));
    return status !== 'open' && status !== 'processing';
  }, 'its task did not end');
  if (status !== 'completed') {
    throw new Error(
      `its task ${status}; the portal shows why at /create/tasks/${id}`,
    );
  }
}

/** Signs in as the page does, so that the task is the guest's own. */
async function guestToken(auth: string): Promise<string> {
  const { backstageIdentity } = await json(`${auth}/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  return backstageIdentity.token;
}

async function json(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  return response.json();
}

async function until(
  condition: () => Promise<boolean>,
  otherwise: string,
): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(otherwise);
    }
    await delay(1000);
  }
}

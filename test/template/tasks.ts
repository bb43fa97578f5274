import request from 'supertest';
import { setTimeout as sleep } from 'timers/promises';
import { Scaffolder } from './scaffolder';

/** How a task ended. */
export interface EndedTask {
  id: string;
  status: string;
  /** Everything that it wrote. */
  log: string;
}

const TASKS = '/api/scaffolder/v2/tasks';

/** Runs the template with the real scaffolder, to its end. */
export async function runTask(
  scaffolder: Scaffolder,
  values: object,
): Promise<EndedTask> {
  const { body } = await request(scaffolder.server)
    .post(TASKS)
    .send({ templateRef: 'template:default/celery-service', values });
  return endOf(scaffolder, body.id);
}

/** Runs a task that has ended once more, as the page of the task offers it. */
export async function runAgain(
  scaffolder: Scaffolder,
  { id }: EndedTask,
): Promise<EndedTask> {
  await request(scaffolder.server)
    .post(`${TASKS}/${id}/retry`)
    .send({ secrets: {} })
    .expect(201);
  return endOf(scaffolder, id);
}

async function endOf(scaffolder: Scaffolder, id: string): Promise<EndedTask> {
  const path = `${TASKS}/${id}`;
  const status = await eventually(async () => {
    const { body } = await request(scaffolder.server).get(path);
    return /completed|failed/.test(body.status) ? body.status : undefined;
  });
  const { body: events } = await request(scaffolder.server).get(
    `${path}/events`,
  );
  const log = events
    .map((event: { body: { message: string } }) => event.body.message)
    .join('\n');
  return { id, status, log };
}

/** @param path - such as `component/default/orders` */
export async function entityAt(
  scaffolder: Scaffolder,
  path: string,
): Promise<object | undefined> {
  const { status, body } = await request(scaffolder.server).get(
    `/api/catalog/entities/by-name/${path}`,
  );
  return status === 200 ? body : undefined;
}

/** Looks until there is something to see. */
export async function eventually<T>(
  look: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error('It did not come about within 90 s.');
    }
    await sleep(100);
  }
}

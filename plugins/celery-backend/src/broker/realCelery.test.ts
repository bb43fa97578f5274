import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ensurePythonEnvironment } from '../../dev/python/environment';
import { useEmptyValkey } from '../__testUtils__/emptyValkey';
import { QueueReader } from './QueueReader';

/**
 * Publishes as a service does, takes some messages without acknowledging them,
 * and holds them until its input ends.
 */
const PRODUCER = `
import sys, time
from celery import Celery
from celery.signals import before_task_publish

url = sys.argv[1]
app = Celery('orders', broker=url)
app.conf.broker_transport_options = {'global_keyprefix': 'orders:'}

@before_task_publish.connect
def stamp(headers=None, **_):
    headers.setdefault('sent_at', float(sys.argv[2]))

@app.task(name='orders.work')
def work(number, text=''):
    pass

for number in range(6):
    work.apply_async((number, 'ünï "sent_at": 1'), queue='orders')
work.apply_async((1,), queue='orders', priority=5)
work.apply_async((1,), queue='orders', priority=9, countdown=3600)
for number in range(3):
    work.apply_async((number,), queue='größe')

with app.connection_for_read() as one, app.connection_for_read() as other:
    orders, sizes = one.SimpleQueue('orders'), other.SimpleQueue('größe')
    held = [orders.get(timeout=10) for _ in range(4)] + [sizes.get(timeout=10)]
    print('ready', flush=True)
    sys.stdin.read()
`;

const server = useEmptyValkey();

it('reads what Celery writes', async () => {
  const { python } = await ensurePythonEnvironment();
  const sentAt = Math.floor(Date.now() / 1000) - 1000;
  const producer = spawn(python, ['-c', PRODUCER, server.url, String(sentAt)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(producer, 'exit');
  const [line] = await once(createInterface(producer.stdout), 'line');
  expect(line).toBe('ready');

  const naming = { keyPrefix: 'orders:', prioritySteps: [0, 3, 6, 9] };
  const { queues } = await new QueueReader(server.redis, 'test').read([
    { ...naming, queue: 'orders', arrivalsSince: 0 },
    { ...naming, queue: 'größe', arrivalsSince: 0 },
  ]);
  producer.stdin.end();
  await ended;

  expect(queues).toEqual([
    {
      length: 4,
      lengthByPriority: { 0: 2, 3: 1, 6: 0, 9: 1 },
      inFlight: 4,
      inFlightEstimated: false,
      scheduled: 0,
      scheduledEstimated: false,
      oldestAgeSeconds: expect.any(Number),
      newestInFlightAge: expect.any(Number),
      newest: sentAt * 1_000_000,
      arrived: null,
    },
    {
      length: 2,
      lengthByPriority: { 0: 2, 3: 0, 6: 0, 9: 0 },
      inFlight: 1,
      inFlightEstimated: false,
      scheduled: 0,
      scheduledEstimated: false,
      oldestAgeSeconds: expect.any(Number),
      newestInFlightAge: expect.any(Number),
      newest: sentAt * 1_000_000,
      arrived: null,
    },
  ]);
  for (const { oldestAgeSeconds, newestInFlightAge } of queues) {
    for (const age of [oldestAgeSeconds, newestInFlightAge]) {
      expect(age).toBeGreaterThanOrEqual(1000);
      expect(age).toBeLessThan(Date.now() / 1000 - sentAt + 1);
    }
  }
}, 60_000);

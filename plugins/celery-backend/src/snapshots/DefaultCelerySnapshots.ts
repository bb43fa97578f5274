import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { QueueStatus } from '@celery-keda/backstage-plugin-celery-common';
import { BrokerConnection } from '../broker/BrokerConnection';
import { brokerFailure } from '../broker/BrokerFailure';
import { CeleryConfig } from '../config/celeryConfig';
import { BrokerSnapshots, BrokerView, KnownQueue } from './BrokerSnapshots';
import {
  CeleryQueues,
  CelerySnapshot,
  CelerySnapshots,
} from './CelerySnapshots';
import { SnapshotMetrics } from './SnapshotMetrics';

/**
 * The snapshots of all configured brokers, over one kept connection each.
 *
 * @internal
 */
export class DefaultCelerySnapshots implements CelerySnapshots {
  readonly #refreshSeconds: number;
  readonly #connections: BrokerConnection[] = [];
  readonly #brokers = new Map<string, BrokerSnapshots>();
  /** One reading's numbers are put into words once, however many ask. */
  readonly #statuses = new WeakMap<KnownQueue, QueueStatus>();

  /** Opens no connection: the first who asks does. */
  constructor(
    config: CeleryConfig,
    options: { logger: LoggerService; metrics: MetricsService },
  ) {
    const metrics = new SnapshotMetrics(options.metrics);
    this.#refreshSeconds = config.refreshSeconds;
    for (const broker of config.brokers) {
      const connection = new BrokerConnection(broker);
      this.#connections.push(connection);
      this.#brokers.set(
        broker.name,
        new BrokerSnapshots({
          name: broker.name,
          readBroker: targets => connection.read(targets),
          refreshSeconds: config.refreshSeconds,
          logger: options.logger,
          metrics,
        }),
      );
    }
  }

  async read(
    service: CeleryQueues,
    options: { background?: boolean } = {},
  ): Promise<CelerySnapshot> {
    const { queues, broker, keyPrefix, prioritySteps } = service;
    const snapshots = this.#brokers.get(broker);
    const view = snapshots
      ? await snapshots.view(
          queues.map(queue => ({ queue, keyPrefix, prioritySteps })),
          options,
        )
      : notConfigured(service);
    return {
      observedAt: observedAt(view),
      refreshSeconds: this.#refreshSeconds,
      broker: view.broker,
      queues: queues.map((name, index) =>
        this.#statusOf(name, view.queues[index]),
      ),
    };
  }

  #statusOf(name: string, known?: KnownQueue): QueueStatus {
    if (!known) {
      return unknownQueue(name);
    }
    let status = this.#statuses.get(known);
    if (!status) {
      status = toQueueStatus(name, known);
      this.#statuses.set(known, status);
    }
    return status;
  }

  /** Closes every connection, for good. */
  close(): void {
    this.#connections.forEach(connection => connection.close());
  }
}

function notConfigured({ broker, queues }: CeleryQueues): BrokerView {
  return {
    broker: {
      name: broker,
      state: 'unreachable',
      error: brokerFailure('not-configured', broker).toBrokerError(),
    },
    queues: queues.map(() => undefined),
  };
}

/** The oldest reading among the queues': no number shown is older. */
function observedAt(view: BrokerView): string | null {
  const moment = Math.min(
    ...view.queues.map(known => known?.readAt ?? Infinity),
  );
  return moment === Infinity ? null : new Date(moment).toISOString();
}

function unknownQueue(name: string): QueueStatus {
  return {
    name,
    length: null,
    lengthByPriority: null,
    inFlight: null,
    scheduled: null,
    oldestAgeSeconds: null,
    newestInFlightAgeSeconds: null,
    arrivalPerSecond: null,
    drainPerSecond: null,
    secondsToDrain: null,
  };
}

function toQueueStatus(name: string, known: KnownQueue): QueueStatus {
  const {
    inFlightEstimated,
    scheduledEstimated,
    newest: _newest,
    newestInFlightAge: _newestInFlightAge,
    arrived: _arrived,
    ...numbers
  } = known.reading;
  return {
    name,
    ...numbers,
    ...(inFlightEstimated && { inFlightEstimated }),
    ...(scheduledEstimated && { scheduledEstimated }),
    ...known.rates,
  };
}

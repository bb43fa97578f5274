import {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceGauge,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { BrokerErrorCode } from '@celery-keda/backstage-plugin-celery-common';

/**
 * Measures the readings of brokers. The broker's name is the only one that
 * stands in a metric.
 *
 * @internal
 */
export class SnapshotMetrics {
  readonly #requests: MetricsServiceCounter;
  readonly #commands: MetricsServiceCounter;
  readonly #errors: MetricsServiceCounter;
  readonly #duration: MetricsServiceHistogram;
  readonly #up: MetricsServiceGauge;

  constructor(metrics: MetricsService) {
    this.#requests = metrics.createCounter('celery.snapshot.requests', {
      description:
        'Questions about queues; cached when the last reading answered them',
      unit: '{request}',
    });
    this.#commands = metrics.createCounter('celery.broker.commands', {
      description: 'Commands sent to the broker by readings that succeeded',
      unit: '{command}',
    });
    this.#errors = metrics.createCounter('celery.broker.errors', {
      description: 'Readings that failed, by code',
      unit: '{reading}',
    });
    this.#duration = metrics.createHistogram('celery.broker.reading.duration', {
      description: 'How long readings took, successful or not',
      unit: 's',
      advice: {
        explicitBucketBoundaries: [
          0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
        ],
      },
    });
    this.#up = metrics.createGauge('celery.broker.up', {
      description: '1 when the last reading of the broker succeeded, else 0',
    });
  }

  /** Somebody asked for queues. */
  asked(broker: string, cached: boolean): void {
    this.#requests.add(1, { broker, cached });
  }

  /** A reading succeeded. */
  succeeded(
    broker: string,
    reading: { seconds: number; commands: number },
  ): void {
    this.#commands.add(reading.commands, { broker });
    this.#duration.record(reading.seconds, { broker });
    this.#up.record(1, { broker });
  }

  /** A reading failed. */
  failed(
    broker: string,
    reading: { seconds: number; code: BrokerErrorCode },
  ): void {
    this.#errors.add(1, { broker, code: reading.code });
    this.#duration.record(reading.seconds, { broker });
    this.#up.record(0, { broker });
  }
}

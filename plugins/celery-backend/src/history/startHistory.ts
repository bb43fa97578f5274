import {
  AuthService,
  DatabaseService,
  LoggerService,
  resolvePackagePath,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CeleryConfig } from '../config/celeryConfig';
import { CelerySnapshots } from '../snapshots/CelerySnapshots';
import { CeleryEntities } from '../status/CeleryEntities';
import { WorkerObjectsReader } from '../workers/WorkerObjectsReader';
import { HistoryReader } from './HistoryReader';
import { HistoryRecorder, SAMPLE_SECONDS } from './HistoryRecorder';
import { HistoryStore } from './HistoryStore';
import { ReplicaReader } from './ReplicaReader';
import { WorkerRecords } from './WorkerRecords';

/**
 * Brings the tables up to date and records from now on: on one of the portal's
 * instances at a time, however many there are.
 *
 * @internal
 */
export async function startHistory(options: {
  config: CeleryConfig;
  auth: AuthService;
  database: DatabaseService;
  entities: CeleryEntities;
  logger: LoggerService;
  scheduler: SchedulerService;
  snapshots: CelerySnapshots;
  objects: WorkerObjectsReader;
}): Promise<{ history: HistoryReader; records: WorkerRecords }> {
  const { auth, config, database, entities, logger } = options;
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({
      directory: resolvePackagePath(
        '@celery-keda/backstage-plugin-celery-backend',
        'migrations',
      ),
    });
  }
  const { retentionDays } = config;
  const store = new HistoryStore(client, { retentionDays });
  if (retentionDays > 0) {
    const brokers = config.brokers.map(({ name }) => name);
    const recorder = new HistoryRecorder({
      listServices: async () =>
        entities.all(brokers, await auth.getOwnServiceCredentials()),
      snapshots: options.snapshots,
      replicas: new ReplicaReader({ auth, objects: options.objects }),
      store,
      logger,
    });
    await options.scheduler.scheduleTask({
      id: 'celery-history',
      scope: 'global',
      frequency: { seconds: SAMPLE_SECONDS },
      // Longer than a minute's look around may take.
      timeout: { minutes: 5 },
      initialDelay: { seconds: SAMPLE_SECONDS },
      fn: () => recorder.record(),
    });
  }
  return {
    history: new HistoryReader({ entities, store }),
    records: new WorkerRecords({ store, logger }),
  };
}

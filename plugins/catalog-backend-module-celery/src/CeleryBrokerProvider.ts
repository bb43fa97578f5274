import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { Broker, brokerEntity } from './brokers';

/**
 * Puts every configured broker into the catalog, once at start. A broker that
 * is configured no longer leaves it then.
 */
export class CeleryBrokerProvider implements EntityProvider {
  constructor(private readonly brokers: Broker[]) {}

  getProviderName(): string {
    return 'CeleryBrokerProvider';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await connection.applyMutation({
      type: 'full',
      entities: this.brokers.map(broker => ({
        entity: brokerEntity(broker),
        locationKey: this.getProviderName(),
      })),
    });
  }
}

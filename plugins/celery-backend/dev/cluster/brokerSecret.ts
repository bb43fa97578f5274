import { BrokerConfig } from '../../src/config/brokerConfig';
import { ManifestObject } from './manifests/parseManifest';

/**
 * The Secret that a service's manifests name, made from what the portal knows
 * of the broker. In a real cluster its owner makes it by hand.
 *
 * @returns undefined for a broker that Sentinels watch: there is no one address
 */
export function brokerSecret(
  service: string,
  namespace: string,
  broker: BrokerConfig,
): ManifestObject | undefined {
  const { server, username = '', password = '', db, tls } = broker;
  if (!('host' in server)) {
    return undefined;
  }
  const { host, port } = server;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${service}-broker`, namespace },
    stringData: {
      host,
      port: String(port),
      address: `${host}:${port}`,
      username,
      password,
      db: String(db),
      tls: tls ? 'enable' : 'disable',
      ...(tls?.ca && { ca: tls.ca }),
    },
  };
}

import { ScaledObjectTrigger } from '@celery-keda/backstage-plugin-celery-common';
import { RedisOptions } from 'ioredis';
import { Secret, TriggerAuthentication } from '../store/objects';

/** Where KEDA finds what a trigger's authenticationRef names. */
export interface AuthenticationSource {
  triggerAuthentication(name: string): TriggerAuthentication | undefined;
  secret(name: string): Secret | undefined;
}

/** A trigger that KEDA cannot connect, with KEDA's kind of reason. */
export class TriggerConnectionError extends Error {}

/** Where a trigger's Redis is. */
export type Connection = Required<Pick<RedisOptions, 'host' | 'port' | 'db'>> &
  Pick<RedisOptions, 'username' | 'password' | 'tls'>;

type Trigger = ScaledObjectTrigger & { authenticationRef?: { name?: string } };

/**
 * What a Redis trigger says about its server, in its own metadata first, then
 * in the TriggerAuthentication that it names.
 *
 * @throws {@link TriggerConnectionError}
 * @see https://keda.sh/docs/2.20/scalers/redis-lists/
 */
export function triggerConnection(
  trigger: Trigger,
  source: AuthenticationSource,
): Connection {
  const { metadata, authenticationRef } = trigger;
  const parameters = authenticationRef?.name
    ? authenticationParameters(authenticationRef.name, source)
    : {};
  const value = (name: string) =>
    metadata[name]?.trim() || parameters[name]?.trim() || undefined;
  const address = value('address');
  const [, host, port] = address
    ? /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [undefined, undefined, undefined]
    : [undefined, value('host'), value('port')];
  if (!host || !port) {
    throw new TriggerConnectionError(
      address
        ? 'error parsing redis metadata: the address must be host:port'
        : 'error parsing redis metadata: no address or host given',
    );
  }
  const secure =
    value('tls') === 'enable' || metadata.enableTLS?.trim() === 'true';
  return {
    host,
    port: Number(port),
    // The database that the local broker is configured with wins: what the
    // manifest says is meant for the broker of a real cluster.
    db: Number(parameters.db ?? metadata.databaseIndex ?? 0),
    username: value('username'),
    password: value('password'),
    ...(secure && { tls: { ca: value('ca') } }),
  };
}

function authenticationParameters(
  name: string,
  source: AuthenticationSource,
): Record<string, string | undefined> {
  const references =
    source.triggerAuthentication(name)?.spec?.secretTargetRef ?? [];
  const parameters: Record<string, string | undefined> = {};
  for (const { parameter, name: secretName, key } of references) {
    const values = source.secret(secretName)?.stringData;
    parameters[parameter] = values?.[key];
    parameters.db = values?.db;
  }
  return parameters;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import Redis from 'ioredis';
import { startValkey } from '../../../../plugins/celery-backend/dev/broker/valkey';
import { createAuthority } from '../../control-plane/certificates';
import { HOST } from '../../control-plane/ports';
import { BrokerAccess } from '../../deploy';

const ADMIN_PASSWORD = 'administrator';

/** What each user of a service's broker needs, and not one command more. */
export const RIGHTS = {
  worker: [
    ...['ping', 'select', 'client|setinfo', 'script|load', 'evalsha'],
    ...['brpop', 'lpush', 'rpush', 'llen', 'get', 'set', 'del'],
    ...['hset', 'hget', 'hdel', 'hlen', 'sadd', 'smembers'],
    ...['zadd', 'zrem', 'zrange', 'multi', 'exec', 'watch', 'unwatch'],
  ],
  keda: ['ping', 'eval', 'type', 'llen', 'hlen', 'zcard', 'scard'],
  portal: [
    ...['evalsha', 'eval', 'time', 'llen', 'lindex', 'hlen', 'hkeys'],
    ...['hrandfield', 'hstrlen', 'hget', 'client|setname'],
  ],
};

export type User = keyof typeof RIGHTS;

/** A Valkey that speaks TLS only and lets in nobody whom it does not know. */
export interface GuardedBroker {
  /** The connection of the broker's administrator. */
  admin: Redis;
  access(user: User, password: string): BrokerAccess;
  /** Gives a user one more password. */
  addPassword(user: User, password: string): Promise<void>;
  removePassword(user: User, password: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a broker as a careful administrator would set it up: TLS with an
 * authority of its own, and a user for each program, confined to a key prefix.
 */
export async function startGuardedBroker(
  prefix: string,
): Promise<GuardedBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'celery-broker-'));
  const authority = await createAuthority('broker');
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, authority.certificate);
  const valkey = await startValkey({
    args: ['--requirepass', ADMIN_PASSWORD],
  });
  const tls = await startTls(
    await authority.issue({ commonName: 'broker', hosts: [HOST] }),
    valkey.port,
  );
  const admin = new Redis(valkey.port, HOST, { password: ADMIN_PASSWORD });
  for (const [user, commands] of Object.entries(RIGHTS)) {
    await admin.call(
      ...(['ACL', 'SETUSER', user, 'on', `~${prefix}*`] as const),
      ...['resetchannels', '-@all', ...commands.map(each => `+${each}`)],
    );
  }
  return {
    admin,
    access: (username, password) => ({
      host: HOST,
      port: tls.port,
      username,
      password,
      ca: authority.certificate,
      caFile,
    }),
    addPassword: async (user, password) => {
      await admin.call('ACL', 'SETUSER', user, `>${password}`);
    },
    removePassword: async (user, password) => {
      await admin.call('ACL', 'SETUSER', user, `<${password}`);
    },
    stop: async () => {
      admin.disconnect();
      await tls.stop();
      await valkey.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Speaks TLS on a port of its own and hands everything on to another. */
async function startTls(
  pair: { certificate: string; key: string },
  onwardTo: number,
) {
  const server = createServer({ cert: pair.certificate, key: pair.key });
  const open = new Set<{ destroy(): void }>();
  server.on('secureConnection', socket => {
    const onward = connect(onwardTo, HOST);
    for (const each of [socket, onward]) {
      open.add(each);
      each.on('error', () => each.destroy());
      each.on('close', () => {
        open.delete(each);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>(resolve => server.listen(0, HOST, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      open.forEach(socket => socket.destroy());
      await new Promise(resolve => server.close(resolve));
    },
  };
}

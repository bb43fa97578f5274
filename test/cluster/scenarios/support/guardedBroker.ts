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

/** A Valkey that speaks TLS only and lets in nobody whom it does not know. */
export interface GuardedBroker {
  /** The connection of the broker's administrator. */
  admin: Redis;
  /** Makes or changes a user, by rules as `ACL SETUSER` takes them. */
  setUser(user: string, ...rules: string[]): Promise<void>;
  access(user: string, password: string): BrokerAccess;
  /** What users were refused, a line each. */
  refusals(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts a broker as a careful administrator would set it up: TLS with an
 * authority of its own, and nobody may do anything yet.
 */
export async function startGuardedBroker(): Promise<GuardedBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'celery-broker-'));
  const authority = await createAuthority('broker-authority');
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
    setUser: async (user, ...rules) => {
      await admin.call('ACL', 'SETUSER', user, ...rules);
    },
    refusals: async () => {
      const log = (await admin.call('ACL', 'LOG')) as string[][];
      return log.map(entry => {
        const field = (name: string) => entry[entry.indexOf(name) + 1];
        return `${field('username')}: ${field('reason')} ${field('object')}`;
      });
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

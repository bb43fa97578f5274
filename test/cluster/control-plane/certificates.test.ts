import { X509Certificate } from 'node:crypto';
import { connect, createServer, TLSSocket } from 'node:tls';
import { AddressInfo } from 'node:net';
import { createAuthority, KeyPair } from './certificates';

describe('createAuthority', () => {
  it('issues certificates that carry name, groups and hosts', async () => {
    const authority = await createAuthority('test');
    const pair = await authority.issue({
      commonName: 'system:admin',
      organization: 'system:masters',
      hosts: ['localhost', '127.0.0.1'],
    });

    const certificate = new X509Certificate(pair.certificate);
    expect(certificate.subject).toBe('CN=system:admin\nO=system:masters');
    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1',
    );
    expect(certificate.ca).toBe(false);
    const root = new X509Certificate(authority.certificate);
    expect(root.ca).toBe(true);
    expect(certificate.checkIssued(root)).toBe(true);
    expect(certificate.verify(root.publicKey)).toBe(true);
  });

  it('vouches for both ends of a connection', async () => {
    const authority = await createAuthority('test');
    const server = await authority.issue({
      commonName: 'server',
      hosts: ['localhost'],
    });
    const client = await authority.issue({ commonName: 'client' });

    await expect(
      clientSeenBy(server, client, authority.certificate),
    ).resolves.toBe('client');
  });

  it('does not vouch for what another authority issued', async () => {
    const [ours, theirs] = await Promise.all([
      createAuthority('test'),
      createAuthority('test'),
    ]);
    const server = await theirs.issue({
      commonName: 'server',
      hosts: ['localhost'],
    });
    const client = await ours.issue({ commonName: 'client' });

    await expect(
      clientSeenBy(server, client, ours.certificate),
    ).rejects.toThrow('certificate');
  });
});

/** Who a server takes the client for that connects to it. */
async function clientSeenBy(server: KeyPair, client: KeyPair, ca: string) {
  const listener = createServer({
    ca,
    cert: server.certificate,
    key: server.key,
    requestCert: true,
  });
  listener.on('secureConnection', (socket: TLSSocket) =>
    socket.end(String(socket.getPeerCertificate().subject.CN)),
  );
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  try {
    return await new Promise<string>((resolve, reject) => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        servername: 'localhost',
        ca,
        cert: client.certificate,
        key: client.key,
      });
      socket.setEncoding('utf8').once('data', resolve).once('error', reject);
    });
  } finally {
    listener.close();
  }
}

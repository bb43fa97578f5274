import { AddressInfo, connect, createServer, Socket } from 'node:net';
import { startValkey, Valkey } from '../../broker/valkey';
import { TriggerReader } from './TriggerReader';

jest.setTimeout(180_000);

describe('TriggerReader', () => {
  let valkey: Valkey;
  const reader = new TriggerReader();
  const sockets: Socket[] = [];
  const network = createServer(client => {
    const server = connect(valkey.port, '127.0.0.1');
    sockets.push(client, server);
    client.on('error', () => {}).pipe(server);
    server.on('error', () => {}).pipe(client);
  });

  beforeAll(async () => {
    valkey = await startValkey();
    await new Promise<void>(resolve => {
      network.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(async () => {
    // Which ends the reader's connection, too.
    sockets.forEach(socket => socket.destroy());
    reader.stop();
    network.close();
    await valkey?.stop();
  });

  function read() {
    const { port } = network.address() as AddressInfo;
    const metadata = { address: `127.0.0.1:${port}`, listName: 'orders' };
    return reader.read(
      {
        scaleTargetRef: { name: 'orders' },
        triggers: [{ type: 'redis', metadata }],
      },
      { triggerAuthentication: () => undefined, secret: () => undefined },
    );
  }

  it('reads again after the network has forgotten its connection', async () => {
    expect(await read()).toEqual([{ value: 0 }]);

    sockets.forEach(socket => socket.unpipe());

    expect(await read()).toEqual([
      { error: expect.any(String), reachable: false },
    ]);
    expect(await read()).toEqual([{ value: 0 }]);
  });
});

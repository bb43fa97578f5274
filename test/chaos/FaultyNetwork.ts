import { AddressInfo, connect, createServer, Socket } from 'node:net';

const HOST = '127.0.0.1';

interface Link {
  client: Socket;
  server: Socket;
  forgotten: boolean;
}

/** What is between a service and its broker, and fails when it is told to. */
export class FaultyNetwork {
  readonly #links = new Set<Link>();
  readonly #listener = createServer(client => this.#open(client));
  #broker = 0;

  /** @returns the port that leads to the broker's */
  async start(brokerPort: number): Promise<number> {
    this.#broker = brokerPort;
    await new Promise<void>(resolve => this.#listener.listen(0, HOST, resolve));
    return (this.#listener.address() as AddressInfo).port;
  }

  /** Ends all connections, and both ends hear of it. */
  cut(): void {
    for (const { client, server } of this.#links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /**
   * Swallows from now on whatever is sent on some of the connections, in
   * either direction. Neither end hears of it: half-open, as after a failover
   * or behind a router that was restarted.
   */
  forget(isForgotten: () => boolean): void {
    for (const link of this.#links) {
      link.forgotten ||= isForgotten();
    }
  }

  stop(): void {
    this.#listener.close();
    this.cut();
  }

  #open(client: Socket): void {
    const server = connect(this.#broker, HOST);
    const link = { client, server, forgotten: false };
    this.#links.add(link);
    this.#forward(link, client, server);
    this.#forward(link, server, client);
  }

  #forward(link: Link, from: Socket, to: Socket): void {
    from.setNoDelay(true);
    from.on('data', data => {
      if (!link.forgotten) {
        to.write(data);
      }
    });
    // A failed connection is closed, too.
    from.on('error', () => {});
    from.on('close', () => {
      if (!link.forgotten) {
        to.destroy();
      }
      if (link.client.destroyed && link.server.destroyed) {
        this.#links.delete(link);
      }
    });
  }
}

import { Helper } from './Helper';

/** A way to a server on loopback that takes a while. */
export class Network {
  readonly port: number;
  readonly #proxy: Helper;

  private constructor(port: number, proxy: Helper) {
    this.port = port;
    this.#proxy = proxy;
  }

  /** @param delayMillis - of a round trip */
  static async to(port: number, delayMillis: number): Promise<Network> {
    const proxy = new Helper('delayingProxy.ts', [port, delayMillis]);
    return new Network(await proxy.number('port'), proxy);
  }

  /** Round trips since it was last asked. */
  trips(): Promise<number> {
    return this.#proxy.number('trips', 'trips');
  }

  stop(): Promise<void> {
    return this.#proxy.stop();
  }
}

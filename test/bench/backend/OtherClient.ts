import { Helper } from './Helper';

/** Somebody else who uses the same Redis. */
export class OtherClient {
  readonly #helper: Helper;

  private constructor(helper: Helper) {
    this.#helper = helper;
  }

  static async of(port: number): Promise<OtherClient> {
    const helper = new Helper('pinging.ts', [port]);
    await helper.number('ready');
    return new OtherClient(helper);
  }

  /** Its longest wait for an answer since it was last asked, in milliseconds. */
  longestWait(): Promise<number> {
    return this.#helper.number('longestMillis', 'longest');
  }

  stop(): Promise<void> {
    return this.#helper.stop();
  }
}

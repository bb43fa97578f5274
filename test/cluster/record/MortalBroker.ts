import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { BrokerEvent } from './script';

/** A broker of one scenario, which ends, hangs and comes back as scripted. */
export class MortalBroker {
  private constructor(readonly port: number, private valkey: Valkey) {}

  static async start(): Promise<MortalBroker> {
    const valkey = await startValkey();
    return new MortalBroker(valkey.port, valkey);
  }

  /** Lets something happen; it has happened when this resolves. */
  async happen(event: BrokerEvent): Promise<void> {
    if (event === 0) {
      await this.valkey.stop();
    } else if (event === 1) {
      this.valkey = await startValkey({ port: this.port });
    } else {
      process.kill(this.valkey.pid, event === 'stop' ? 'SIGSTOP' : 'SIGCONT');
    }
  }

  async stop(): Promise<void> {
    await this.valkey.stop();
  }
}

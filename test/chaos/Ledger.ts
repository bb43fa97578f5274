import { DatabaseSync } from 'node:sqlite';

/** One attempt to do a task; times are milliseconds since 1970. */
export interface Run {
  order: number;
  pod: string;
  process: number;
  began: number;
  /** Missing as long as it runs, and for ever if it was cut off. */
  ended?: number;
}

/** What the service's database says about orders and the tasks that pay them. */
export class Ledger {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { readOnly: true });
  }

  /** How many orders are paid. */
  get paid(): number {
    return this.#count('paid > 0');
  }

  get paidTwice(): number {
    return this.#count('paid > 1');
  }

  get unpaid(): number[] {
    return this.#database
      .prepare('SELECT number FROM orders WHERE paid = 0')
      .all()
      .map(({ number }) => Number(number));
  }

  /** All attempts so far, in the order in which they began. */
  get runs(): Run[] {
    return this.#database
      .prepare('SELECT * FROM runs ORDER BY began')
      .all()
      .map(({ number, pod, process, began, ended }) => ({
        order: Number(number),
        pod: String(pod),
        process: Number(process),
        began: Number(began) * 1000,
        ...(ended !== null && { ended: Number(ended) * 1000 }),
      }));
  }

  close(): void {
    this.#database.close();
  }

  #count(condition: string): number {
    const answer = this.#database
      .prepare(`SELECT count(*) AS orders FROM orders WHERE ${condition}`)
      .get();
    return Number(answer?.orders);
  }
}

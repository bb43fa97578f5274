import { InputError } from '@backstage/errors';

/** Collects what is wrong, so that a person reads all of it at once. */
export class Problems {
  private readonly lines: string[] = [];

  add(parameter: string, message: string): void {
    this.lines.push(`${parameter}: ${message}`);
  }

  /** @throws InputError with a line for each problem, if there is any */
  throwIfAny(): void {
    if (this.lines.length > 0) {
      throw new InputError(this.lines.join('\n'));
    }
  }
}

/** A list of choices for a sentence. */
export function oneOf(choices: readonly string[]): string {
  return choices.length === 1
    ? choices[0]
    : `${choices.slice(0, -1).join(', ')} or ${choices[choices.length - 1]}`;
}

import { InputError } from '@backstage/errors';
import { NameProblem } from '@celery-keda/backstage-plugin-celery-common';

/** Collects what is wrong, so that a person reads all of it at once. */
export class Problems {
  private readonly lines: string[] = [];

  /**
   * @param value - what was given, if anything
   * @param message - what is allowed, a sentence
   */
  add(parameter: string, value: unknown, message: string): void {
    const given = value ? ` ${JSON.stringify(value)}` : '';
    this.lines.push(`${parameter}${given}: ${message}`);
  }

  addAll(
    parameter: string,
    value: unknown,
    problems: readonly NameProblem[],
  ): void {
    problems.forEach(({ message }) => this.add(parameter, value, message));
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

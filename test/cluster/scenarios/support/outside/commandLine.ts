import { parseArgs, ParseArgsConfig } from 'node:util';

/** How a program was called. */
export interface Call {
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Asks whoever typed the command, and returns the answer. */
  confirm(question: string): Promise<boolean>;
}

/** A program that stands for one that is not on this machine. */
export interface Program {
  /** @returns what it writes; a rejection's message goes to stderr */
  run(call: Call): Promise<string>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** A command of a program: what follows its words. */
export interface Command {
  /** What is named without an option, such as a cluster's name. */
  names?: string[];
  options?: Options;
  run(given: Given, call: Call): Promise<string> | string;
}

/** What a command was given. */
export interface Given {
  name: Record<string, string>;
  /** An option that must have been given. */
  option(name: string): string;
  values: Record<
    string,
    string | boolean | Array<string | boolean> | undefined
  >;
}

/**
 * Runs the command that the first words name. It is as strict as can be: a
 * command, an option or a word that nobody has written here is refused, so
 * that a slip of the pen in a document is found.
 */
export async function dispatch(
  commands: Record<string, Command>,
  call: Call,
): Promise<string> {
  const typed = call.args.join(' ');
  const words = Object.keys(commands).find(
    key => typed === key || typed.startsWith(`${key} `),
  );
  if (words === undefined) {
    throw new Error(`'${typed}' is not a known command`);
  }
  const { names = [], options = {}, run } = commands[words];
  const { positionals, values } = parseArgs({
    args: call.args.slice(words.split(' ').length),
    options,
    allowPositionals: true,
    strict: true,
  });
  if (positionals.length !== names.length) {
    throw new Error(
      `'${words}' takes ${
        names.join(' ') || 'no word'
      }, not '${positionals.join(' ')}'`,
    );
  }
  return run(
    {
      name: Object.fromEntries(
        names.map((name, index) => [name, positionals[index]]),
      ),
      values,
      option: name => {
        const value = values[name];
        if (typeof value !== 'string' || !value) {
          throw new Error(`'${words}' needs --${name}`);
        }
        return value;
      },
    },
    call,
  );
}

/** Says no, in the words of the program that would. */
export function refuse(when: boolean, message: string): void {
  if (when) {
    throw new Error(message);
  }
}

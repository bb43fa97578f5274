import { join } from 'node:path';
import { Block, readDocument } from '../../../docs/documents';
import { Running, startCommand } from '../../../install/commands';

/** How a command ended, and what it wrote. */
export interface Said {
  code: number | undefined;
  output: string;
}

/**
 * The shell of somebody who follows a document: what one command exports or
 * sets as umask is there for the next. What fails is a failure.
 */
export class Shell {
  readonly #state: string;

  /**
   * @param options.home - the reader's own folder
   * @param options.path - the first folders on the `PATH`
   */
  constructor(private readonly options: { home: string; path: string[] }) {
    this.#state = join(options.home, '.shell');
  }

  /** Runs commands to their end, and does not mind how they end. */
  async try(folder: string, code: string): Promise<Said> {
    const running = await this.#start(folder, code);
    const { code: exitCode } = await running.process.ended;
    return { code: exitCode, output: running.output() };
  }

  /**
   * Runs commands to their end.
   *
   * @throws when one fails, with what all have written
   */
  async run(folder: string, code: string): Promise<string> {
    const { code: exitCode, output } = await this.try(folder, code);
    if (exitCode !== 0) {
      throw new Error(`This failed:\n${code}\n${output}`);
    }
    return output;
  }

  /** Runs commands that do not end, until they have written what is wanted. */
  async watch(
    folder: string,
    code: string,
    seen: (running: Running) => Promise<void>,
  ): Promise<string> {
    const running = await this.#start(folder, code);
    try {
      await seen(running);
      return running.output();
    } finally {
      running.process.kill();
      await running.process.ended;
    }
  }

  #start(folder: string, code: string): Promise<Running> {
    const { home, path } = this.options;
    const state = `'${this.#state}'`;
    const script = [
      'set -euo pipefail',
      `[ ! -e ${state} ] || . ${state}`,
      // What a program asks, this answers.
      'exec <<< y',
      code,
      `{ declare -px; umask -p; } > ${state}`,
    ].join('\n');
    return startCommand(folder, ['bash', '-c', script], {
      LANG: 'C.UTF-8',
      HOME: home,
      PATH: [...path, process.env.PATH].join(':'),
    });
  }
}

/** The shell commands of a document, block by block and in their order. */
export class Walk {
  readonly #blocks: Block[];
  readonly #lines: string[];

  constructor(readonly document: string, private readonly shell: Shell) {
    const { blocks, text } = readDocument(document);
    this.#blocks = blocks.filter(({ language }) => language === 'sh');
    this.#lines = text.split('\n');
  }

  /** How many blocks are left to be followed. */
  get left(): number {
    return this.#blocks.length;
  }

  /** Runs the next block; it must stand under that heading. */
  async next(heading: string, folder: string): Promise<string> {
    return this.shell.run(folder, this.take(heading));
  }

  /** The commands of the next block, which must stand under that heading. */
  take(heading: string): string {
    const block = this.#blocks.shift();
    const found = block && this.#headingOf(block);
    if (found !== heading) {
      throw new Error(
        `${this.document}: the next commands stand under ${found}, not ${heading}`,
      );
    }
    return block!.code;
  }

  /** The commands under a heading, of a document that is not followed as a whole. */
  under(heading: string): string[] {
    return this.#blocks
      .filter(block => this.#headingOf(block) === heading)
      .map(({ code }) => code);
  }

  #headingOf({ line }: Block): string | undefined {
    return this.#lines
      .slice(0, line)
      .reverse()
      .find(content => /^#{1,3} /.test(content))
      ?.replace(/^#+ /, '');
  }
}

import { Block, readDocument } from '../docs/documents';

/** What a reader of the installation page types, in its order. */
export interface Instructions {
  /** What is typed into a shell in the portal's folder. */
  commands: string[];
  /** Code by language: `ts`, `tsx` or `yaml`. */
  code(language: string): string[];
}

/** Reads the installation page, heading by heading. */
export function readInstructions(): (heading: string) => Instructions {
  const { text, blocks } = readDocument('docs/install.md');
  const lines = text.split('\n');
  const headingOf = ({ line }: Block): string | undefined =>
    lines
      .slice(0, line)
      .reverse()
      .find(content => content.startsWith('## '))
      ?.slice('## '.length);
  return heading => {
    const here = blocks.filter(block => headingOf(block) === heading);
    if (here.length === 0) {
      throw new Error(`docs/install.md shows nothing under "${heading}".`);
    }
    return {
      commands: here
        .filter(({ language }) => language === 'sh')
        .flatMap(({ code }) => code.trim().split('\n')),
      code: language =>
        here
          .filter(block => block.language === language)
          .map(({ code }) => code),
    };
  };
}

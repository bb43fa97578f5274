import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository. */
export const ROOT = resolve(__dirname, '../..');

/** Folders whose documents are made, not written, or are those of another repository. */
const SKIPPED =
  /^(node_modules|dist|dist-types|coverage|local|\.git|skeleton.*)$/;
const REPORT = /^(report.*\.api|knip-report)\.md$/;

/** A fenced block of code. */
export interface Block {
  language: string;
  /** What is said behind the language: where its commands can be run. */
  title?: string;
  code: string;
  line: number;
}

/** A document of this repository, as far as the tests look at it. */
export interface Document {
  /** From the repository's root. */
  path: string;
  text: string;
  headings: string[];
  links: { target: string; line: number }[];
  /** What is written as code within the prose. */
  codeSpans: { text: string; line: number }[];
  blocks: Block[];
}

/** Every document that somebody wrote for a reader. */
export function allDocuments(): Document[] {
  return pathsBelow('').map(readDocument);
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(
    entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return SKIPPED.test(entry.name) ? [] : pathsBelow(path);
      }
      return entry.name.endsWith('.md') && !REPORT.test(entry.name)
        ? [path]
        : [];
    },
  );
}

/** Reads one document. */
export function readDocument(path: string): Document {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const document: Document = {
    path,
    text,
    headings: [],
    links: [],
    codeSpans: [],
    blocks: [],
  };
  let open: { fence: string; block: Block } | undefined;
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    const fence = content.match(/^\s*(`{3,})(\w*)([^`]*)$/);
    if (open) {
      if (fence && fence[1] === open.fence && !fence[2] && !fence[3].trim()) {
        document.blocks.push(open.block);
        open = undefined;
      } else {
        open.block.code += `${content}\n`;
      }
    } else if (fence) {
      const [, marks, language, rest] = fence;
      const title = rest.match(/ title="([^"]*)"/)?.[1];
      open = { fence: marks, block: { language, title, code: '', line } };
    } else {
      readProse(document, content, line);
    }
  });
  return document;
}

function readProse(document: Document, content: string, line: number): void {
  const heading = content.match(/^#{1,6} (.+)$/);
  if (heading) {
    document.headings.push(heading[1]);
  }
  for (const [, text] of content.matchAll(/`([^`]+)`/g)) {
    document.codeSpans.push({ text, line });
  }
  const withoutCode = content.replace(/`[^`]+`/g, 'code');
  for (const [, target] of withoutCode.matchAll(/\]\(([^)\s]+)\)/g)) {
    document.links.push({ target, line });
  }
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Where in the repository a reader finds it: `path:line`. */
export function at(document: Document, { line }: { line: number }): string {
  return `${document.path}:${line}`;
}

import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import {
  allDocuments,
  anchorOf,
  at,
  Document,
  readDocument,
  ROOT,
} from './documents';

const documents = allDocuments();
const pages = documents.filter(({ path }) => path.startsWith('docs/'));

/** Folders of this repository that a path in a text begins with. */
const OF_REPOSITORY = /^(plugins|test|templates|docs|\.github|\.ci)\/[\w./-]*$/;

/** Where a relative link leads: a path from the root, and an anchor. */
function destination(document: Document, target: string) {
  const [path, anchor] = decodeURI(target).split('#');
  return {
    path: path ? join(dirname(document.path), path) : document.path,
    anchor,
  };
}

function relativeLinks(document: Document) {
  return document.links.filter(({ target }) => !/^[a-z]+:/.test(target));
}

it('finds documents of every kind', () => {
  const paths = documents.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'README.md',
      '.github/SECURITY.md',
      'docs/index.md',
      'plugins/celery/README.md',
      'test/cluster/README.md',
    ]),
  );
});

it('leads to files and headings that are there', () => {
  const broken = documents.flatMap(document =>
    relativeLinks(document)
      .filter(({ target }) => {
        const { path, anchor } = destination(document, target);
        if (!existsSync(join(ROOT, path))) {
          return true;
        }
        return (
          anchor !== undefined &&
          !readDocument(path).headings.map(anchorOf).includes(anchor)
        );
      })
      .map(link => `${at(document, link)}: ${link.target}`),
  );
  expect(broken).toEqual([]);
});

it('names no path of the repository that is not there', () => {
  const missing = documents.flatMap(document =>
    document.codeSpans
      .filter(
        ({ text }) => OF_REPOSITORY.test(text) && !existsSync(join(ROOT, text)),
      )
      .map(span => `${at(document, span)}: ${span.text}`),
  );
  expect(missing).toEqual([]);
});

it('keeps the pages of docs among themselves, as TechDocs shows nothing else', () => {
  const outside = pages.flatMap(page =>
    relativeLinks(page)
      .filter(
        ({ target }) => !destination(page, target).path.startsWith('docs/'),
      )
      .map(link => `${at(page, link)}: ${link.target}`),
  );
  expect(outside).toEqual([]);
});

it('gives headings anchors that GitHub and TechDocs agree on', () => {
  const ambiguous = pages.flatMap(({ path, headings }) => [
    ...headings
      .filter(heading => /--|[^\x20-\x7e]|_/.test(anchorOf(heading)))
      .map(heading => `${path}: ${heading}`),
    ...headings
      .filter((heading, index) => headings.indexOf(heading) !== index)
      .map(heading => `${path}: ${heading} twice`),
  ]);
  expect(ambiguous).toEqual([]);
});

it('has a title on every page', () => {
  const untitled = pages.filter(({ text }) => !/^# \S/.test(text));
  expect(untitled.map(({ path }) => path)).toEqual([]);
});

it('has a way from the first page to every other', () => {
  const reached = new Set<string>();
  const open = ['docs/index.md'];
  for (let path = open.pop(); path; path = open.pop()) {
    if (!reached.has(path)) {
      reached.add(path);
      const page = readDocument(path);
      open.push(
        ...relativeLinks(page)
          .map(({ target }) => normalize(destination(page, target).path))
          .filter(target => target.endsWith('.md')),
      );
    }
  }
  expect([...reached].sort()).toEqual(pages.map(({ path }) => path).sort());
});

import { messages } from './messages';
import translated from './messages.ja';

const english: Record<string, string> = messages;
const japanese: Record<string, string> = translated;

/** These are only said of more than one. */
const ALWAYS_SEVERAL = [
  'annotation.queues-too-many',
  'diagnosis.next.removeAll',
];

/** What a text has filled in, in a fixed order. */
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe('the texts of the pages', () => {
  it('exist in both languages', () => {
    expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort());
  });

  it('have the same filled in, in both languages', () => {
    const filledIn = (texts: Record<string, string>) =>
      Object.keys(english).map(key => [key, placeholders(texts[key])]);
    expect(filledIn(japanese)).toEqual(filledIn(english));
  });

  it('are translated, but for what has no words', () => {
    const same = Object.keys(english).filter(
      key => english[key] === japanese[key],
    );
    expect(same).toEqual(['card.stateChanged']);
  });

  it('have a text for one where they have one for several', () => {
    const basesOf = (suffix: string) =>
      Object.keys(english)
        .filter(key => key.endsWith(suffix))
        .map(key => key.slice(0, -suffix.length))
        .sort();
    expect(basesOf('_one')).toEqual(basesOf('_other'));
  });

  it('count nothing without a text for one', () => {
    const counted =
      /\}\}(?: of them are| [a-z]+|) (?:are|failures|messages|pods|queues|replicas|services|settings|tasks|workers)\b/;
    const uncounted = Object.keys(english).filter(
      key => counted.test(english[key]) && !/_(one|other)$/.test(key),
    );
    expect(uncounted).toEqual(ALWAYS_SEVERAL);
  });
});

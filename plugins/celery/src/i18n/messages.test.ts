import { messages } from './messages';
import translated from './messages.ja';

const english: Record<string, string> = messages;
const japanese: Record<string, string> = translated;

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
});

import {
  diagnosisMessages,
  diagnosisMessagesJa,
} from '@celery-keda/backstage-plugin-celery-common';
import { messages } from './messages';
import { japaneseMessages } from './messages.ja';

const english: Record<string, string> = { ...messages, ...diagnosisMessages };
const japanese: Record<string, string> = {
  ...japaneseMessages,
  ...diagnosisMessagesJa,
};

/** What a text has filled in, in a fixed order. */
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe('the texts of the pages', () => {
  it('exist in both languages', () => {
    expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(messages))('say the same in both: %s', key => {
    expect(placeholders(japanese[key])).toEqual(placeholders(english[key]));
    expect(japanese[key].trim()).toBe(japanese[key]);
  });

  it('are translated, but for what has no words', () => {
    const same = Object.keys(messages).filter(
      key => english[key] === japanese[key],
    );
    expect(same).toEqual(['card.stateChanged']);
  });

  it('do not hide each other', () => {
    const shared = Object.keys(messages).filter(key =>
      Object.keys(diagnosisMessages).includes(key),
    );
    expect(shared).toEqual([]);
  });
});

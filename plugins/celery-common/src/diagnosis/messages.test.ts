import {
  Message,
  messageTranslator,
  renderMessage,
  renderMessages,
} from './messages';
import { diagnosisMessages } from './messages.en';
import { diagnosisMessagesJa } from './messages.ja';

const english = messageTranslator(diagnosisMessages, 'en');
const japanese = messageTranslator(diagnosisMessagesJa, 'ja');

function paramsOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();
}

describe('the catalogues', () => {
  it.each(Object.entries(diagnosisMessages))(
    'fill the same into %s in both languages',
    (key, text) => {
      const translated =
        diagnosisMessagesJa[key as keyof typeof diagnosisMessages];

      expect(typeof translated).toBe('string');
      expect(paramsOf(translated)).toEqual(paramsOf(text));
    },
  );

  it('have a text for one where they have one for several', () => {
    const keys = Object.keys(diagnosisMessages);
    const basesOf = (suffix: string) =>
      keys
        .filter(key => key.endsWith(suffix))
        .map(key => key.slice(0, -suffix.length));

    expect(basesOf('_one')).toEqual(basesOf('_other'));
  });

  it('have no key that is the beginning of another', () => {
    const keys = Object.keys(diagnosisMessages);

    expect(
      keys.filter(key => keys.some(other => other.startsWith(`${key}.`))),
    ).toEqual([]);
  });
});

describe('renderMessage', () => {
  const starting = (count: number): Message => ({
    key: 'diagnosis.workers.starting',
    params: { count },
  });

  it('counts as the language does', () => {
    expect(renderMessage(english, starting(1))).toBe('1 worker is starting.');
    expect(renderMessage(english, starting(2))).toBe('2 workers are starting.');
    expect(renderMessage(japanese, starting(1))).toBe(
      'ワーカー1台を起動しています。',
    );
  });

  it('writes numbers as the language does', () => {
    expect(renderMessage(english, starting(1234))).toBe(
      '1,234 workers are starting.',
    );
    expect(
      renderMessage(messageTranslator(diagnosisMessages, 'de'), starting(1234)),
    ).toBe('1.234 workers are starting.');
  });

  it('writes texts within texts', () => {
    const message: Message = {
      key: 'diagnosis.work.last',
      params: {
        duration: { key: 'diagnosis.duration.hours', params: { amount: 2 } },
      },
    };

    expect(renderMessage(english, message)).toBe('The last work was 2 h ago.');
    expect(renderMessage(japanese, message)).toBe('最後の処理は2時間前です。');
  });

  it('does not read what it fills in', () => {
    expect(
      renderMessage(english, {
        key: 'diagnosis.noWorkers.sentence',
        params: { queue: '{{queue}}$&' },
      }),
    ).toBe('Nothing in the cluster consumes the queue {{queue}}$&.');
  });
});

describe('renderMessages', () => {
  it('puts between texts what the language puts there', () => {
    const messages: Message[] = [
      { key: 'diagnosis.work.none', params: {} },
      { key: 'diagnosis.workers.none', params: {} },
    ];

    expect(renderMessages(english, messages)).toBe(
      'Nothing is waiting or running. No workers run.',
    );
    expect(renderMessages(japanese, messages)).toBe(
      '待機中・実行中のタスクはありません。ワーカーは動いていません。',
    );
  });
});

import { bounds } from './__fixtures__/bounds';
import { healthy } from './__fixtures__/healthy';
import { keda } from './__fixtures__/keda';
import { pods } from './__fixtures__/pods';
import { inputOf, Situation } from './__fixtures__/situation';
import { stuck } from './__fixtures__/stuck';
import { unseen } from './__fixtures__/unseen';
import { diagnose } from './diagnose';
import { messageTranslator, renderMessage, renderMessages } from './messages';
import { diagnosisMessages } from './messages.en';
import { diagnosisMessagesJa } from './messages.ja';
import { Diagnosis, DIAGNOSIS_STATES } from './types';

const situations: readonly Situation[] = [
  ...healthy,
  ...stuck,
  ...bounds,
  ...pods,
  ...keda,
  ...unseen,
];
const english = messageTranslator(diagnosisMessages, 'en');
const japanese = messageTranslator(diagnosisMessagesJa, 'ja');

function read(diagnosis: Diagnosis, translate = english) {
  const { state, severity, sentence, cause, whatToDo, next, notes } = diagnosis;
  return {
    state,
    severity,
    says: renderMessages(translate, sentence),
    because: cause && renderMessage(translate, cause),
    advises: whatToDo && renderMessage(translate, whatToDo.message),
    command: whatToDo?.command,
    next: next && renderMessage(translate, next.message),
    inSeconds: next?.inSeconds,
    notes: renderMessages(translate, notes) || undefined,
  };
}

describe('diagnose', () => {
  it.each(situations)('$state: $name', ({ name: _, given, ...expected }) => {
    const { evidence = [], ...words } = expected;
    const diagnosis = diagnose(inputOf(given));

    expect(read(diagnosis)).toEqual({
      because: undefined,
      advises: undefined,
      command: undefined,
      next: undefined,
      inSeconds: undefined,
      notes: undefined,
      ...words,
    });
    expect(
      diagnosis.evidence.map(
        ({ object, field, value }) => `${object} ${field} ${value}`,
      ),
    ).toEqual(expect.arrayContaining([...evidence]));
  });

  it('has a situation for every state', () => {
    const seen = new Set(situations.map(({ state }) => state));

    expect([...DIAGNOSIS_STATES].filter(state => !seen.has(state))).toEqual([]);
  });

  it.each(situations)('has evidence for $state: $name', ({ given }) => {
    expect(diagnose(inputOf(given)).evidence).not.toEqual([]);
  });

  it.each(situations)('speaks Japanese of $state: $name', ({ given }) => {
    const { says, because, advises, next, notes } = read(
      diagnose(inputOf(given)),
      japanese,
    );
    const texts = [says, because, advises, next, notes].filter(
      text => text !== undefined,
    );

    for (const text of texts) {
      expect(text).toMatch(/[ぁ-ん]/);
      expect(text).not.toMatch(/\{\{|undefined|NaN|diagnosis\./);
    }
  });
});

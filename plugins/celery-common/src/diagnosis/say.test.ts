import { messageTranslator, renderMessage } from './messages';
import { diagnosisMessages } from './messages.en';
import { duration } from './say';

const english = messageTranslator(diagnosisMessages, 'en');

describe('duration', () => {
  it.each([
    [-3, '0 s'],
    [0.4, '0 s'],
    [41, '41 s'],
    [89.4, '89 s'],
    [90, '2 min'],
    [3600, '60 min'],
    [5400, '2 h'],
    [129_599, '36 h'],
    [129_600, '2 d'],
    [8_640_000, '100 d'],
  ])('chooses the unit for %d s', (seconds, text) => {
    expect(renderMessage(english, duration(seconds))).toBe(text);
  });
});

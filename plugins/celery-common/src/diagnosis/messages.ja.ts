import { DiagnosisMessages } from './messages';
import { diagnosisMessages } from './messages.en';
import { titleTextsJa } from './texts/titles.ja';
import { troubleTextsJa } from './texts/trouble.ja';
import { workTextsJa } from './texts/work.ja';

const texts: Record<string, string> = {
  ...titleTextsJa,
  ...workTextsJa,
  ...troubleTextsJa,
};

/**
 * The Japanese texts of a diagnosis.
 *
 * @public
 */
export const diagnosisMessagesJa: DiagnosisMessages = Object.fromEntries(
  Object.keys(diagnosisMessages).map(key => [
    key,
    texts[key] ?? texts[key.replace(/_one$/, '_other')],
  ]),
) as DiagnosisMessages;

import { workTexts } from './texts/work.en';
import { troubleTexts } from './texts/trouble.en';
import { titleTexts } from './texts/titles.en';

/**
 * The English texts of a diagnosis, to be wired into a translation ref.
 *
 * @public
 */
export const diagnosisMessages = {
  ...titleTexts,
  ...workTexts,
  ...troubleTexts,
} as const;

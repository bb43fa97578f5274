/**
 * The English texts of a diagnosis, to be wired into a translation ref.
 *
 * @public
 */
export const diagnosisMessages = {
  'diagnosis.separator': ' ',
  'diagnosis.unknown.title': 'Unknown',
  'diagnosis.unknown.sentence': 'The queue’s numbers are not known.',
} as const;

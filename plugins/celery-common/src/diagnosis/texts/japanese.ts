/**
 * A catalogue's Japanese texts: Japanese has no plural, so that each text with
 * a number in it is written once, as i18next's `_other`.
 */
export type JapaneseTexts<TCatalogue> = Record<
  Exclude<keyof TCatalogue, `${string}_one`>,
  string
>;

import { diagnosisMessages } from './messages.en';

/**
 * The key of a text in {@link diagnosisMessages}, without the plural's suffix.
 *
 * @public
 */
export type DiagnosisMessageKey = {
  [TKey in keyof typeof diagnosisMessages]: TKey extends `${infer TBase}_${
    | 'one'
    | 'other'}`
    ? TBase
    : TKey;
}[keyof typeof diagnosisMessages];

/**
 * All texts of a diagnosis in one language, with `{{param}}` and
 * `{{param, number}}` to be filled in and i18next's plural suffixes.
 *
 * @public
 */
export type DiagnosisMessages = Record<keyof typeof diagnosisMessages, string>;

/**
 * A text in no language yet: its key and what is to be filled in. A param may
 * be a text itself, such as a duration.
 *
 * @public
 */
export interface Message {
  key: DiagnosisMessageKey;
  params: Readonly<Record<string, string | number | Message>>;
}

/**
 * Looks a text up and fills it in, as Backstage's translation function does.
 *
 * @public
 */
export type TranslateMessage = (
  key: DiagnosisMessageKey,
  params: Record<string, string | number>,
) => string;

/**
 * Writes a text out with the translation function of a language.
 *
 * @public
 */
export function renderMessage(
  translate: TranslateMessage,
  message: Message,
): string {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(message.params)) {
    params[name] =
      typeof value === 'object' ? renderMessage(translate, value) : value;
  }
  return translate(message.key, params);
}

/**
 * Writes several texts out as one, with what the language puts in between.
 *
 * @public
 */
export function renderMessages(
  translate: TranslateMessage,
  messages: readonly Message[],
): string {
  return messages
    .map(message => renderMessage(translate, message))
    .join(translate('diagnosis.separator', {}));
}

/**
 * A translation function for a catalogue, where there is no Backstage to give
 * one: in the backend, in tests.
 *
 * @public
 */
export function messageTranslator(
  catalogue: DiagnosisMessages,
  locale: string,
): TranslateMessage {
  const texts: Record<string, string> = catalogue;
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (key, params) => {
    const { count } = params;
    const plural =
      typeof count === 'number' ? `${key}_${plurals.select(count)}` : key;
    const text = texts[plural] ?? texts[`${key}_other`] ?? texts[key] ?? key;
    return text.replace(
      /\{\{([\w\s,]+)\}\}/g,
      (_match, placeholder: string) => {
        const [name, format] = placeholder.split(',').map(part => part.trim());
        const value = params[name];
        return format === 'number' && typeof value === 'number'
          ? numbers.format(value)
          : String(value);
      },
    );
  };
}

import { useMemo } from 'react';
import { useTranslate } from '../i18n';
import { useLanguage } from './useLanguage';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Writes numbers and times out as the reader's language does. */
export interface Formats {
  /** An amount, to at most one decimal where it is small. */
  number: (value: number) => string;
  /** A span of time, in its largest unit or two. */
  duration: (seconds: number) => string;
}

/** The formats of the language that the portal is shown in. */
export function useFormats(): Formats {
  const t = useTranslate();
  const language = useLanguage();
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    const fine = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    const number = (value: number) =>
      (Math.abs(value) < 10 ? fine : whole).format(value);

    const duration = (total: number): string => {
      if (total < 10) {
        return t('duration.seconds', { seconds: fine.format(total) });
      }
      const seconds = Math.round(total);
      if (seconds < MINUTE) {
        return t('duration.seconds', { seconds });
      }
      const [unit, rest] =
        seconds < HOUR
          ? [Math.floor(seconds / MINUTE), seconds % MINUTE]
          : [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
      const name = seconds < HOUR ? 'minutes' : 'hours';
      return rest === 0
        ? t(`duration.${name}`, { unit: whole.format(unit) })
        : t(`duration.${name}AndRest`, { unit: whole.format(unit), rest });
    };

    return { number, duration };
  }, [language, t]);
}

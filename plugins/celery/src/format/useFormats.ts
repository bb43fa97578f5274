import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { celeryTranslationRef } from '../i18n';
import { useLanguage } from './useLanguage';

/** Numbers from here on are shortened. */
const COMPACT_FROM = 1_000_000;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on the smaller unit says nothing that matters. */
const WHOLE_MINUTES_FROM = 10 * MINUTE;

/** Writes numbers and times out as the reader's language does. */
export interface Formats {
  /** A whole number, shortened when it is very large. */
  number: (value: number) => string;
  /** A number with the digits that matter. */
  decimal: (value: number) => string;
  /** A span of time, in its largest unit or two. */
  duration: (seconds: number) => string;
  /** A span of time that is an estimate, rounded as the diagnosis rounds it. */
  about: (seconds: number) => string;
  /** A moment, to the second. */
  moment: (milliseconds: number) => string;
  /** A moment on a time axis whose marks are so far apart. */
  tick: (milliseconds: number, apart: number) => string;
}

const made = new Map<string, ReturnType<typeof makeFormatters>>();

/** They are expensive to make, and a page has hundreds of numbers. */
function formattersOf(language: string) {
  const formatters = made.get(language) ?? makeFormatters(language);
  made.set(language, formatters);
  return formatters;
}

function makeFormatters(language: string) {
  return {
    plain: new Intl.NumberFormat(language),
    compact: new Intl.NumberFormat(language, {
      notation: 'compact',
      maximumFractionDigits: 1,
    }),
    decimals: new Intl.NumberFormat(language, {
      maximumSignificantDigits: 2,
    }),
    moments: new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'medium',
    }),
    clock: new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
    day: new Intl.DateTimeFormat(language, {
      month: 'short',
      day: 'numeric',
    }),
  };
}

/** The formats of the language that the portal is shown in. */
export function useFormats(): Formats {
  const { t } = useTranslationRef(celeryTranslationRef);
  const language = useLanguage();
  return useMemo(() => {
    const { plain, compact, decimals, moments, clock, day } =
      formattersOf(language);

    const duration = (total: number): string => {
      // Clocks differ: what was read a moment ago may seem to lie ahead.
      const whole = Math.max(0, Math.round(total));
      const days = plain.format(Math.floor(whole / DAY));
      const hours = Math.floor((whole % DAY) / HOUR);
      const minutes = Math.floor((whole % HOUR) / MINUTE);
      const seconds = whole % MINUTE;
      if (whole < MINUTE) {
        return t('duration.seconds', { seconds: String(seconds) });
      }
      if (whole < HOUR) {
        return whole < WHOLE_MINUTES_FROM && seconds > 0
          ? t('duration.minutesSeconds', {
              minutes: String(minutes),
              seconds: String(seconds),
            })
          : t('duration.minutes', { minutes: String(minutes) });
      }
      if (whole < DAY) {
        return minutes > 0
          ? t('duration.hoursMinutes', {
              hours: String(hours),
              minutes: String(minutes),
            })
          : t('duration.hours', { hours: String(hours) });
      }
      return hours > 0
        ? t('duration.daysHours', { days, hours: String(hours) })
        : t('duration.days', { days });
    };

    return {
      number: value =>
        (Math.abs(value) < COMPACT_FROM ? plain : compact).format(value),
      decimal: value =>
        value < 100 ? decimals.format(value) : plain.format(Math.round(value)),
      duration,
      about: seconds => duration(coarse(seconds)),
      moment: milliseconds =>
        Number.isNaN(new Date(milliseconds).getTime())
          ? '–'
          : moments.format(milliseconds),
      tick: (milliseconds, apart) =>
        (apart < DAY * 1000 ? clock : day).format(milliseconds),
    };
  }, [language, t]);
}

/** Rounds to the unit that the diagnosis says such a span of time in. */
function coarse(seconds: number): number {
  const unit =
    [DAY, HOUR, MINUTE].find(candidate => seconds >= 1.5 * candidate) ?? 1;
  return Math.round(seconds / unit) * unit;
}

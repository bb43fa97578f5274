import { DiagnosisMessageKey, Message } from './messages';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A text with what is to be filled in. */
export function say(
  key: DiagnosisMessageKey,
  params: Message['params'] = {},
): Message {
  return { key, params };
}

/** A duration in the unit that a reader would choose. */
export function duration(seconds: number): Message {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 1.5 * MINUTE) {
    return say('diagnosis.duration.seconds', { amount: whole });
  }
  if (whole < 1.5 * HOUR) {
    return say('diagnosis.duration.minutes', {
      amount: Math.round(whole / MINUTE),
    });
  }
  if (whole < 1.5 * DAY) {
    return say('diagnosis.duration.hours', {
      amount: Math.round(whole / HOUR),
    });
  }
  return say('diagnosis.duration.days', { amount: Math.round(whole / DAY) });
}

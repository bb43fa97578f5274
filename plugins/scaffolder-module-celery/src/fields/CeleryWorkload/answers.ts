import {
  Workload,
  WorkloadInput,
  WORKLOAD_LIMITS,
  WorkloadLimit,
  workloadSchema,
} from '@celery-keda/backstage-plugin-celery-common';
import { TextKey } from '../../i18n';

/** A question whose answer is a number. */
export type NumberField = keyof typeof WORKLOAD_LIMITS;

/**
 * The answers as they are, right or wrong: what was typed and is no number
 * stays the text that it is, so that it can be shown and refused.
 */
export type Answers = { [F in NumberField]?: number | string } & {
  delayedTasks?: boolean;
  /** How often bursts come; what they cost depends on it, the plan does not. */
  burstsADay?: number;
};

/** What is wrong with one answer, as a text to be translated. */
export interface AnswerProblem {
  field: NumberField;
  key: TextKey;
  params: Readonly<Record<string, number>>;
}

/** The answers checked: a workload, or what is wrong. */
export type CheckedAnswers =
  | { workload: Workload; problems: [] }
  | { workload?: undefined; problems: AnswerProblem[] };

/** The defaults, for what was not answered. */
export const DEFAULT_WORKLOAD: Workload = workloadSchema.parse({});

/** How often bursts may be said to come in a day. */
export const BURSTS_A_DAY = [24, 6, 1] as const;

// The longest task has no answer of its own: its default follows the usual.
// The longest delay is asked for only where tasks are delayed.
const {
  longestTaskSeconds: _,
  longestDelaySeconds: __,
  ...PLAN_DEFAULTS
} = DEFAULT_WORKLOAD;
const SHOWN_DEFAULTS = { ...PLAN_DEFAULTS, burstsADay: BURSTS_A_DAY[0] };

/** The answers that the page shows before anybody gave any. */
export function withDefaults(answers: Answers = {}): Answers {
  return { ...SHOWN_DEFAULTS, ...answers };
}

/** Whether each question that has a default has some answer, if a blank one. */
export function isFilledIn(answers: Answers = {}): boolean {
  return Object.keys(SHOWN_DEFAULTS).every(field => field in answers);
}

/** How often bursts come, for a preview: as it was said, if that may be said. */
export function readBurstsADay({ burstsADay }: Answers): number {
  return BURSTS_A_DAY.find(often => often === burstsADay) ?? BURSTS_A_DAY[0];
}

/** Reads a typed answer; whole-width digits count, nothing else does. */
export function readNumber(text: string): number | string | undefined {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') {
    return undefined;
  }
  const number = Number(typed);
  return /^[\d.+-]+$/.test(typed) && Number.isFinite(number) ? number : typed;
}

/** Holds the answers to the rules that the template's action has, too. */
export function checkAnswers(answers: Answers): CheckedAnswers {
  const result = workloadSchema.safeParse(answers as WorkloadInput);
  if (result.success) {
    return { workload: result.data, problems: [] };
  }
  return {
    problems: [
      ...result.error.issues.flatMap(({ code, path }) =>
        code === 'custom' ? [] : outOfRange(path[0]),
      ),
      ...belowUsual(answers),
    ],
  };
}

// Not left to the schema, which compares only answers that are all right.
function belowUsual({
  taskSeconds,
  longestTaskSeconds,
}: Answers): AnswerProblem[] {
  return typeof taskSeconds === 'number' &&
    typeof longestTaskSeconds === 'number' &&
    longestTaskSeconds < taskSeconds
    ? [
        {
          field: 'longestTaskSeconds',
          key: 'workload.belowUsual',
          params: { least: taskSeconds },
        },
      ]
    : [];
}

function outOfRange(field: PropertyKey | undefined): AnswerProblem[] {
  if (!isNumberField(field)) {
    return [];
  }
  const { whole, min, max }: WorkloadLimit = WORKLOAD_LIMITS[field];
  const key = whole ? 'workload.wholeRange' : 'workload.range';
  return [{ field, key, params: { min, max } }];
}

function isNumberField(field: PropertyKey | undefined): field is NumberField {
  return field !== undefined && Object.hasOwn(WORKLOAD_LIMITS, field);
}

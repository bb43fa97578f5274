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

/**
 * The answers that the page shows before anybody gave any. The longest task
 * is left out: its default follows the usual one.
 */
export function withDefaults(answers: Answers = {}): Answers {
  const { longestTaskSeconds: _, ...defaults } = DEFAULT_WORKLOAD;
  return { ...defaults, ...answers };
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
    problems: result.error.issues.flatMap(({ code, path }) => {
      const field = path[0] as NumberField;
      const limit: WorkloadLimit | undefined = WORKLOAD_LIMITS[field];
      if (!limit) {
        return [];
      }
      if (code === 'custom') {
        const least = Number(answers.taskSeconds);
        return [{ field, key: 'workload.belowUsual', params: { least } }];
      }
      const { whole, min, max } = limit;
      return [
        {
          field,
          key: whole ? 'workload.wholeRange' : 'workload.range',
          params: { min, max },
        },
      ];
    }),
  };
}

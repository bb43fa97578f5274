/**
 * What can be wrong with an entity's annotations, in English, with
 * `{{param}}` to be filled in. The keys are stable: pages translate each.
 *
 * @public
 */
export const annotationMessages = {
  'annotation.not-text': '{{annotation}} must be text: put it in quotes.',
  'annotation.broker-missing':
    "{{annotation}} is missing: name one of the brokers that the portal's administrator configured.",
  'annotation.broker-malformed':
    '{{annotation}} must be a broker\'s name (letters, digits, "-", "_" and ".", at most 63 characters), not an address.',
  'annotation.queues-missing':
    "{{annotation}} is missing: list the service's Celery queues, separated by commas.",
  'annotation.queue-empty':
    '{{annotation}} has an empty name: write queue names separated by single commas.',
  'annotation.queue-malformed':
    '{{annotation}} has the queue name {{queue}}: use letters, digits and "_", then also ".", ":", "@", "/" and "-", at most 200 characters.',
  'annotation.queue-repeated':
    '{{annotation}} names the queue {{queue}} twice: name each queue once.',
  'annotation.queues-too-many':
    '{{annotation}} lists {{count}} queues: at most {{most}} are read for one entity.',
  'annotation.key-prefix-malformed':
    "{{annotation}} must be kombu's global_keyprefix: printable characters without spaces, at most {{most}}, exactly as the service sets it.",
  'annotation.priority-steps-malformed':
    '{{annotation}} must be whole numbers in ascending order that start with 0, at most {{most}}, such as "0,3,6,9".',
} as const;

/**
 * The key of a text in {@link annotationMessages}.
 *
 * @public
 */
export type AnnotationMessageKey = keyof typeof annotationMessages;

/**
 * One thing that is wrong with an entity's annotations, with what to do.
 *
 * @public
 */
export interface AnnotationProblem {
  /** The annotation's name. */
  annotation: string;
  /**
   * The value found; absent when the annotation itself is, or when the value
   * may hold a secret.
   */
  value?: string;
  /** Which problem, for translation. */
  key: AnnotationMessageKey;
  /** What is filled into the text. */
  params: Readonly<Record<string, string | number>>;
  /** A sentence in English that says what is wrong and what is allowed. */
  message: string;
}

/** A problem with its English sentence. */
export function annotationProblem(
  annotation: string,
  key: AnnotationMessageKey,
  found: {
    value?: string;
    params?: AnnotationProblem['params'];
  } = {},
): AnnotationProblem {
  const params = { annotation, ...found.params };
  const filled: Readonly<Record<string, string | number>> = params;
  const message = annotationMessages[key].replace(
    /\{\{(\w+)\}\}/g,
    (_, param) => String(filled[param]),
  );
  return {
    annotation,
    ...(found.value === undefined ? {} : { value: found.value }),
    key,
    params,
    message,
  };
}

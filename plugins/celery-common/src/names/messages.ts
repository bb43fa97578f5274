/**
 * What can be wrong with a name, in English, with `{{param}}` to be filled
 * in. The keys are stable: pages translate each.
 *
 * @public
 */
export const nameMessages = {
  'name.empty':
    'A name is needed: lower-case letters (a to z), digits and "-".',
  'name.characters':
    'Only lower-case letters (a to z), digits and "-" are allowed.',
  'name.start': 'The name must start with a letter.',
  'name.end': 'The name must end with a letter or a digit.',
  'name.too-long':
    'At most {{most}} characters are allowed, because KEDA adds its own to the name: this one has {{length}}.',
  'name.queue-too-long':
    'At most {{most}} characters are allowed, because "{{service}}-" stands in front of it and KEDA adds its own: this one has {{length}}.',
  'name.service-too-long':
    'The service name "{{service}}" leaves no room for the names of further queues: choose a shorter one.',
  'name.keyword':
    '"{{package}}" is a keyword of Python and cannot be a package: choose another name, such as "{{name}}-service".',
  'name.standard-library':
    '"{{package}}" is a module of Python’s standard library, which the service would hide: choose another name, such as "{{name}}-service".',
  'name.dependency':
    '"{{package}}" is a package that the service itself uses: choose another name, such as "{{name}}-service".',
  'name.namespace':
    '"{{name}}" is a namespace that Kubernetes, KEDA or IBM Cloud keeps for itself: choose another name.',
  'name.redis-key':
    'The workers keep the messages that they have in Redis under "{{name}}", so no queue can be called that: choose another name.',
  'description.one-line': 'Write one line, without control characters.',
  'description.too-long':
    'At most {{most}} characters are allowed: this one has {{length}}.',
  'cluster.name':
    'Give the name that the portal has for the cluster: letters, digits, "-", "_", "." and "/", not an address.',
  'registry.name':
    'The registry allows 4 to 30 characters: lower-case letters, digits, "-" and "_", with a letter or a digit at both ends.',
} as const;

/**
 * The key of a text in {@link nameMessages}.
 *
 * @public
 */
export type NameMessageKey = keyof typeof nameMessages;

/**
 * One thing that is wrong with a name.
 *
 * @public
 */
export interface NameProblem {
  /** Which problem, for translation. */
  key: NameMessageKey;
  /** What is filled into the text. */
  params: Readonly<Record<string, string | number>>;
  /** A sentence in English that says what is wrong and what is allowed. */
  message: string;
}

/** A problem with its English sentence. */
export function nameProblem(
  key: NameMessageKey,
  params: NameProblem['params'] = {},
): NameProblem {
  const message = nameMessages[key].replace(/\{\{(\w+)\}\}/g, (_, param) =>
    String(params[param]),
  );
  return { key, params, message };
}

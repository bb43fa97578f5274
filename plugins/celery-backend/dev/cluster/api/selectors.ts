/** Whether an object's labels fit. */
export type LabelSelector = (labels: Record<string, string>) => boolean;

const SET_BASED = /^([^\s!=(),]+)\s+(in|notin)\s+\(([^()]*)\)$/;
const EQUALITY = /^([^\s!=(),]+)\s*(==|=|!=)\s*([^\s!=(),]*)$/;
const PRESENCE = /^(!?)\s*([^\s!=(),]+)$/;

/**
 * Reads a `labelSelector` as `kubectl` and API clients write it.
 *
 * @returns undefined when it is malformed
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api
 */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  const requirements = text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean)
    .map(parseRequirement);
  return requirements.includes(undefined)
    ? undefined
    : labels => requirements.every(requirement => requirement!(labels));
}

function parseRequirement(text: string): LabelSelector | undefined {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return labels => (labels[key] === value) === (operator !== '!=');
  }
  const setBased = SET_BASED.exec(text);
  if (setBased) {
    const [, key, operator, list] = setBased;
    const values = list.split(',').map(value => value.trim());
    return labels => values.includes(labels[key]) === (operator === 'in');
  }
  const presence = PRESENCE.exec(text);
  if (presence) {
    const [, not, key] = presence;
    return labels => key in labels === (not === '');
  }
  return undefined;
}

/**
 * Reads a `fieldSelector` of equalities, such as
 * `involvedObject.name=orders-abc`.
 *
 * @returns undefined when it is malformed
 */
export function parseFieldSelector(
  text: string,
): ((object: object) => boolean) | undefined {
  const requirements = text
    .split(',')
    .filter(Boolean)
    .map(part => /^([\w.]+)(==|=|!=)(.*)$/.exec(part));
  return requirements.includes(null)
    ? undefined
    : object =>
        requirements.every(requirement => {
          const [, path, operator, value] = requirement!;
          const found = path
            .split('.')
            .reduce<unknown>(
              (at, key) => (at as Record<string, unknown> | undefined)?.[key],
              object,
            );
          return (String(found ?? '') === value) === (operator !== '!=');
        });
}

import { KubernetesCondition, KubernetesMetadata } from '../workers/kubernetes';
import { conditionOf, text } from '../workers/read';
import { Evidence } from './types';

const MAX_LENGTH = 500;

const ADDRESSES = [
  // A URL, which may hold a password.
  /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi,
  // What a resolver was asked for, and whom it asked.
  /(?<=\blookup )\S+/gi,
  // IPv6 and IPv4, with a port and without.
  /\[[0-9a-f:.]+\]:\d+/gi,
  /\[[0-9a-f:.]+\]/gi,
  /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}:\d+\b/g,
  /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g,
  // host:port, where the host has a dot or is called localhost. A host is
  // looked for where one begins, else a long text takes a time for each letter.
  /(?<![a-z0-9.-])(?=[a-z0-9-]*\.|localhost:)[a-z0-9.-]+:\d+\b/gi,
];

// What a metric's selector looks like in Go says nothing to anybody.
const SELECTOR = /\/?\(?&LabelSelector\{.*?Requirement\{\},\}\)?/g;

/**
 * Text from a controller, fit for a page: without addresses, with control
 * characters made visible, and not endless.
 */
export function fitToShow(raw: string): string {
  const masked = ADDRESSES.reduce(
    (masking, address) => masking.replace(address, '…'),
    raw.slice(0, 10 * MAX_LENGTH).replace(SELECTOR, ''),
  );
  const visible = masked.replace(
    /\p{Cc}/gu,
    character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return visible.length > MAX_LENGTH
    ? `${visible.slice(0, MAX_LENGTH - 1)}…`
    : visible;
}

/** What evidence calls an object. */
export function nameObject(
  kind: string,
  object: { metadata?: KubernetesMetadata } | undefined,
): string {
  const name = text(object?.metadata?.name);
  const namespace = text(object?.metadata?.namespace);
  return [kind, [namespace, name].filter(Boolean).join('/')]
    .filter(Boolean)
    .join(' ');
}

/** A condition as evidence: status, reason and what the controller said. */
export function conditionEvidence(
  kind: string,
  object:
    | {
        metadata?: KubernetesMetadata;
        status?: { conditions?: readonly KubernetesCondition[] | null };
      }
    | undefined,
  type: string,
): Evidence[] {
  const condition = conditionOf(object, type);
  if (!condition) {
    return [];
  }
  const verdict = [text(condition.status), text(condition.reason)]
    .filter(Boolean)
    .join(' ');
  const message = text(condition.message);
  return [
    {
      object: nameObject(kind, object),
      field: `status.conditions[${type}]`,
      value: fitToShow(message ? `${verdict}: ${message}` : verdict),
    },
  ];
}

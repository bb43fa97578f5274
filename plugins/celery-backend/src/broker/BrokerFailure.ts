import { isError } from '@backstage/errors';
import {
  BrokerError,
  BrokerErrorCode,
} from '@celery-keda/backstage-plugin-celery-common';

/**
 * A broker that gave no numbers, in the contract's words. The original error
 * is left behind on purpose: it holds addresses.
 *
 * @internal
 */
export class BrokerFailure extends Error {
  readonly code: BrokerErrorCode;

  constructor(code: BrokerErrorCode, message: string) {
    super(message);
    this.name = 'BrokerFailure';
    this.code = code;
  }

  /** As the contract carries it. */
  toBrokerError(): BrokerError {
    return { code: this.code, message: this.message };
  }
}

/**
 * The sentence for each code, as a person reads it on the page.
 */
const SENTENCES: Record<BrokerErrorCode, (broker: string) => string> = {
  'not-configured': broker =>
    `The portal knows no broker ${broker}. An administrator can add it to celery.brokers in app-config.`,
  refused: broker =>
    `Broker ${broker} does not accept connections, or closed this one.`,
  unresolved: broker =>
    `The host name of broker ${broker} is not known. An administrator can check celery.brokers in app-config.`,
  timeout: broker => `Broker ${broker} did not answer in time.`,
  auth: broker =>
    `Broker ${broker} refused the user name or password. An administrator can correct them under celery.brokers in app-config.`,
  tls: broker =>
    `No secure connection to broker ${broker}: the certificate is not trusted, or only one side speaks TLS. An administrator can correct tls under celery.brokers in app-config.`,
  permission: broker =>
    `Broker ${broker} does not let the portal's user read this. An administrator can extend the user's ACL.`,
  'script-denied': broker =>
    `Broker ${broker} does not let the portal's user run scripts, so the age of messages and shared in-flight counts are unknown. An administrator can allow EVAL and EVALSHA.`,
  'wrong-type': () =>
    'A key of this queue holds something else than Celery writes there.',
  loading: broker => `Broker ${broker} is starting and still loading its data.`,
  'read-only': broker =>
    `Broker ${broker} is a replica that has lost its master.`,
  'out-of-memory': broker =>
    `Broker ${broker} has no memory left and refuses commands.`,
  unknown: broker => `Broker ${broker} gave an answer that was not expected.`,
};

/**
 * A failure with the sentence of its code.
 *
 * @internal
 */
export function brokerFailure(
  code: BrokerErrorCode,
  broker: string,
): BrokerFailure {
  return new BrokerFailure(code, SENTENCES[code](broker));
}

const CODES: Record<string, BrokerErrorCode> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  EPIPE: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'timeout',
  ENETUNREACH: 'timeout',
  EPROTO: 'tls',
};

const REPLIES: ReadonlyArray<[RegExp, BrokerErrorCode]> = [
  [/^(WRONGPASS|NOAUTH)\b/, 'auth'],
  [/^ERR (invalid password|Protocol error: unauthenticated)/, 'auth'],
  [/^NOPERM\b/, 'permission'],
  [/^LOADING\b/, 'loading'],
  [/^(READONLY|MASTERDOWN)\b/, 'read-only'],
  [/^OOM\b/, 'out-of-memory'],
  [/^BUSY\b/, 'timeout'],
  [/^WRONGTYPE\b/, 'wrong-type'],
];

const MESSAGES: ReadonlyArray<[RegExp, BrokerErrorCode]> = [
  // A server that speaks TLS answers plain text with an alert, whose first
  // byte is 21.
  [/^Unknown RESP type 21\b/, 'tls'],
  [/timed? ?out|ETIMEDOUT/i, 'timeout'],
  [/ECONNREFUSED|Connection is closed|isn't writeable/, 'refused'],
  [/ENOTFOUND|EAI_AGAIN/, 'unresolved'],
  [/WRONGPASS|NOAUTH/, 'auth'],
];

/**
 * Puts an error of Node's or ioredis's into the contract's words.
 *
 * @internal
 */
export function toBrokerFailure(error: unknown, broker: string): BrokerFailure {
  if (error instanceof BrokerFailure) {
    return error;
  }
  return brokerFailure(codeOf(error), broker);
}

function codeOf(error: unknown): BrokerErrorCode {
  if (!isError(error)) {
    return 'unknown';
  }
  const { message } = error;
  if (message.includes('before secure TLS connection')) {
    return 'tls';
  }
  const code = 'code' in error ? String(error.code) : '';
  const known = CODES[code];
  if (known) {
    return known;
  }
  if (/^(ERR_(SSL|TLS)_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    return 'tls';
  }
  const rule = [...REPLIES, ...MESSAGES].find(([pattern]) =>
    pattern.test(message),
  );
  return rule ? rule[1] : 'unknown';
}

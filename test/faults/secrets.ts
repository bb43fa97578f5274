import { PASSWORD } from '../../plugins/celery-backend/src/__testUtils__/portal';

/** What may stand in no answer, unless the request says it. */
const SECRETS = [
  PASSWORD,
  'node_modules',
  '\\n    at ',
  'ECONN',
  'SELECT ',
  'redis://',
];

const BROKERS = ['orders-broker', 'hung-broker'];

/**
 * What an answer says that it should not: secrets, and in a refusal the names
 * of brokers.
 */
export function leaksOf(
  asked: string,
  { status, text }: { status: number; text: string },
): string[] {
  const told = status === 200 ? SECRETS : [...SECRETS, ...BROKERS];
  return told.filter(each => text.includes(each) && !asked.includes(each));
}

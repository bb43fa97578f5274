import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { StatusQueryError } from '@celery-keda/backstage-plugin-celery-common';

/**
 * Why an entity gives no numbers, as an error of the whole request.
 *
 * @internal
 */
export function toHttpError({
  code,
  message,
}: StatusQueryError['error']): Error {
  switch (code) {
    case 'not-permitted':
      return new NotAllowedError(message);
    case 'annotations':
      return new InputError(message);
    default:
      return new NotFoundError(message);
  }
}

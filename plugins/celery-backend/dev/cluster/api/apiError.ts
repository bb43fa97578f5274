/** An error that the API answers with a `Status` object. */
export class ApiError extends Error {
  constructor(readonly code: number, readonly reason: string, message: string) {
    super(message);
  }

  /** @see https://kubernetes.io/docs/reference/kubernetes-api/definitions/status-v1-meta/ */
  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      code: this.code,
    };
  }
}

export const unauthorized = () =>
  new ApiError(401, 'Unauthorized', 'Unauthorized');

export const notServed = () =>
  new ApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
  );

export const notFound = (plural: string, name: string) =>
  new ApiError(404, 'NotFound', `${plural} "${name}" not found`);

export const badRequest = (message: string) =>
  new ApiError(400, 'BadRequest', message);

export const methodNotAllowed = () =>
  new ApiError(
    405,
    'MethodNotAllowed',
    'the local cluster does not allow this method on the requested resource',
  );

export const unsupportedMediaType = (expected: string) =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${expected}`,
  );

export const invalid = (message: string) =>
  new ApiError(422, 'Invalid', message);

import { isError } from '@backstage/errors';
import { ManifestErrorCode } from '@celery-keda/backstage-plugin-celery-common';

const SENTENCES: Readonly<Record<ManifestErrorCode, string>> = {
  'no-source':
    'The entity does not say where its sources are: its annotation backstage.io/source-location is missing or malformed.',
  'not-allowed':
    'The portal may not read there. An administrator can add the host to integrations or to backend.reading.allow in app-config.',
  'no-manifest':
    'There is no deploy/base/kustomization.yaml there, or the portal does not see the repository.',
  unreachable: 'The repository does not answer.',
  'too-large': 'The manifests are larger than is read.',
  invalid: 'The manifests cannot be understood.',
};

/**
 * Why a repository's manifests cannot be read, in words without an address.
 *
 * @internal
 */
export class ManifestProblem extends Error {
  readonly code: ManifestErrorCode;

  constructor(code: ManifestErrorCode) {
    super(SENTENCES[code]);
    this.code = code;
  }
}

/**
 * What went wrong in reading, as a problem: readers' own messages hold
 * addresses.
 *
 * @internal
 */
export function manifestProblem(error: unknown): ManifestProblem {
  if (error instanceof ManifestProblem) {
    return error;
  }
  switch (isError(error) ? error.name : '') {
    case 'NotFoundError':
      return new ManifestProblem('no-manifest');
    case 'NotAllowedError':
    case 'AuthenticationError':
      return new ManifestProblem('not-allowed');
    default:
      return new ManifestProblem('unreachable');
  }
}

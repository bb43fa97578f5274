import { installedWithOurs, readLockFile } from './lockFile';

/** Licences that ask for no more than their own text. */
const ALLOWED = new Set([
  '(MIT AND BSD-3-Clause)',
  '(MIT AND Zlib)',
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT AND ISC',
  'Python-2.0',
  'Unlicense',
]);

const MIT_IN_OLD_FORM = 'MIT, in the form `licenses: [{ type }]`';

/** Packages with another licence, or with one that the lock file does not know. */
const EXCEPTIONS: Record<string, string> = {
  '@isomorphic-git/pgp-plugin: LGPL-3.0+':
    'comes with Backstage’s plugin-scaffolder-node, which every portal has; nothing of it is in our packages',
  'compute-gcd: none': MIT_IN_OLD_FORM,
  'compute-lcm: none': MIT_IN_OLD_FORM,
  'express-promise-router: none': MIT_IN_OLD_FORM,
  'fast-shallow-equal: none': 'its LICENSE is the Unlicense',
  'format: none': MIT_IN_OLD_FORM,
  'passport-strategy: none': MIT_IN_OLD_FORM,
  'pause: none': 'its README has the text of the MIT licence',
  'react-universal-interface: none': 'its LICENSE is the Unlicense',
  'valid-url: none': 'its LICENSE is the MIT licence',
  'validate.io-function: none': MIT_IN_OLD_FORM,
  'validate.io-integer-array: none': MIT_IN_OLD_FORM,
  'validate.io-integer: none': MIT_IN_OLD_FORM,
  'validate.io-number: none': MIT_IN_OLD_FORM,
};

it('comes with packages of known licences only', () => {
  const packages = readLockFile();
  const others = [...installedWithOurs(packages)]
    .map(path => ({ path, licence: packages[path].license ?? 'none' }))
    .filter(({ licence }) => !ALLOWED.has(licence))
    .map(
      ({ path, licence }) => `${path.split('node_modules/').pop()}: ${licence}`,
    );
  expect([...new Set(others)].sort()).toEqual(Object.keys(EXCEPTIONS).sort());
});

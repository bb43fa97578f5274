// What others install: the packages, and a new portal that has nothing else of
// this repository. Takes minutes and packs what `npm run build` made: kept
// apart from `npm test`.
module.exports = {
  ...require('./jest.config'),
  testMatch: ['<rootDir>/install/**/*.install.ts'],
  globalSetup: '<rootDir>/install/packages.ts',
  testTimeout: 15 * 60 * 1000,
};

// The whole way in a real browser against the portal that `npm start` runs.
// Kept apart from `npm test`, which passes without a browser.
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/e2e/**/*.e2e.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
    ],
  },
  globalSetup: '<rootDir>/e2e/startPortal.ts',
  globalTeardown: '<rootDir>/e2e/stopPortal.ts',
  testTimeout: 10 * 60 * 1000,
};

// Takes minutes and two cores: kept apart from `npm test`.
module.exports = {
  ...require('../jest.config'),
  rootDir: __dirname,
  displayName: 'chaos',
  testMatch: ['<rootDir>/**/*.chaos.ts'],
  testTimeout: 30 * 60 * 1000,
};

// Every kind of repository that the template makes, checked as its team would,
// some with all their tests. Takes many minutes: kept apart from `npm test`.
module.exports = {
  ...require('./jest.config'),
  testMatch: ['<rootDir>/template/**/*.matrix.ts'],
  testTimeout: 15 * 60 * 1000,
};

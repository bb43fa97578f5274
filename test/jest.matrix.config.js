// Every kind of repository that the template makes, checked as its team would,
// some with all their tests, and this repository's workflows with the same
// tools. Takes many minutes: kept apart from `npm test`.
module.exports = {
  ...require('./jest.config'),
  testMatch: ['<rootDir>/**/*.matrix.ts'],
  testTimeout: 15 * 60 * 1000,
};

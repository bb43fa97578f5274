// What `npm test` runs of this workspace. What needs a browser (`*.e2e.ts`) or
// a cluster (`*.cluster.ts`) has configurations of its own.
module.exports = {
  rootDir: __dirname,
  displayName: 'test',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
    ],
  },
};

// What needs the built control plane: `npm run cluster:build` first.
const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
];

// Published as ES modules only, which Jest cannot load as they are.
const esModules = [
  '@kubernetes/client-node',
  'jose',
  'oauth4webapi',
  'openid-client',
];

module.exports = {
  rootDir: __dirname,
  displayName: 'cluster',
  testMatch: ['<rootDir>/scenarios/**/*.cluster.ts'],
  testEnvironment: 'node',
  transform: {
    '\\.ts$': swc,
    [`node_modules/(${esModules.join('|')})/.*\\.js$`]: swc,
  },
  transformIgnorePatterns: [`node_modules/(?!(${esModules.join('|')})/)`],
  // A test that fails half-way may leave a connection open.
  forceExit: true,
  testTimeout: 15 * 60 * 1000,
};

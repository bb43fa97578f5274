module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The portal's own parts, such as its Python environment, are tested here
    // and belong to no published package.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});

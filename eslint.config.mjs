import tseslint from 'typescript-eslint';

const pulumi = { group: ['@pulumi/*'], message: 'runtime never imports Pulumi' };
const connections = {
  group: [
    '@aws-sdk/*',
    '@smithy/*',
    'pg',
    'kysely',
    'node:net',
    'node:http',
    'node:https',
    'node:tls',
    'node:child_process',
  ],
  message: 'components and policies never open a connection',
};
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

export default tseslint.config(
  { ignores: ['node_modules/**', 'dist/**', 'out/**', '.services/**', 'coverage/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 500 }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['runtime/**/*.ts'],
    rules: restrict(pulumi, {
      group: ['**/components/**', '**/policies/**', '**/tools/**', '**/test/**'],
      message: 'runtime stands alone',
    }),
  },
  {
    files: ['components/**/*.ts'],
    rules: restrict(connections, {
      group: ['**/tools/**', '**/test/**', '**/policies/**'],
      message: 'components stand alone',
    }),
  },
  {
    files: ['policies/**/*.ts'],
    rules: restrict(connections, {
      group: ['**/runtime/**', '**/components/**', '**/tools/**'],
      message: 'policies stand alone',
    }),
  },
  { files: ['scripts/**', 'tools/**', 'runtime/cli/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

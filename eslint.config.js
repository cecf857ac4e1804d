// Hygiene only; the walls between rooms stand in the tsconfigs and in test/architecture.test.ts.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const banned = {
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-console': 'error',
  'no-restricted-properties': [
    'error',
    { property: 'innerHTML', message: 'Text nodes only: names and messages come from files.' },
    { property: 'outerHTML', message: 'Text nodes only: names and messages come from files.' },
    { property: 'insertAdjacentHTML', message: 'Text nodes only: names and messages come from files.' },
  ],
};
const writes = ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'createWriteStream'];

export default ts.config(
  {
    ignores: [
      'dist/',
      'release/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'bench-results/',
      'src-core/convolve/wasm/',
      'test/fixtures/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.{ts,js,mjs,svelte}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      ...banned,
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-undef': 'off',
      'no-unassigned-vars': 'off',
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    files: ['**/*.svelte'],
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/require-each-key': 'error', 'prefer-const': 'off' },
  },
  {
    files: ['src-*/**/*.ts'],
    ignores: ['src-main/files.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...banned['no-restricted-properties'].slice(1),
        ...writes.map((property) => ({ property, message: 'User files are written by src-main/files.ts alone.' })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `ImportSpecifier[imported.name=/^(${writes.join('|')})$/]`,
          message: 'User files are written by src-main/files.ts alone.',
        },
      ],
    },
  },
  {
    files: ['scripts/**', 'test/**', 'src-main/cli/**', 'src-main/node/main.ts', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
);

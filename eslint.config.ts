import js from '@eslint/js';
import type { Linter } from 'eslint';
import playwright from 'eslint-plugin-playwright';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { tags } from './config/tags.ts';

const direction =
  'Data flows config → helpers → fixtures → tests, never back. local-staging stands alone and is reached from one fixture (house rule, CONTRIBUTING.md).';

const refuseImports = (regex: string): Linter.RulesRecord => ({
  'no-restricted-imports': ['error', { patterns: [{ regex, message: direction }] }],
});
/** Refuses imports from the given rooms. */
const mayNotImport = (...rooms: string[]): Linter.RulesRecord =>
  refuseImports(String.raw`^\.\.?/(?:.*/)?(?:${rooms.join('|')})/`);

export default defineConfig(
  { ignores: ['reports/', 'test-results/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Playwright reads a fixture's needs from its first parameter, which is `{}` where there are none.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/ reads the environment.' },
      ],
    },
  },
  {
    files: ['config/**', 'playwright.config.ts', 'tests/harness/plants/*.config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['config/**'], rules: mayNotImport('helpers', 'fixtures', 'tests', 'local-staging') },
  { files: ['helpers/**'], rules: mayNotImport('fixtures', 'tests', 'local-staging') },
  {
    files: ['helpers/wire/**'],
    rules: refuseImports(String.raw`^\.\./(?!\.\./config/)`),
  },
  { files: ['fixtures/**'], rules: mayNotImport('tests', 'local-staging') },
  { files: ['fixtures/start-staging.ts'], rules: mayNotImport('tests') },
  { files: ['local-staging/**'], rules: mayNotImport('config', 'helpers', 'fixtures', 'tests') },
  {
    files: ['tests/**/*.spec.ts', 'tests/**/*.plant.ts'],
    extends: [playwright.configs['flat/recommended']],
    rules: {
      ...mayNotImport('local-staging'),
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: 'Wait for an event, with a deadline; never sleep.' },
        { name: 'fetch', message: 'Ask the target through a fixture.' },
      ],
      'playwright/expect-expect': 'error',
      'playwright/no-conditional-in-test': 'error',
      'playwright/no-skipped-test': 'error',
      'playwright/no-wait-for-timeout': 'error',
      'playwright/prefer-lowercase-title': 'off',
      'playwright/valid-title': ['error', { disallowedWords: ['should'] }],
      'playwright/valid-test-tags': ['error', { allowedTags: [...tags] }],
    },
  },
  // Plants are tests that are wrong on purpose.
  { files: ['**/*.plant.ts'], rules: { 'playwright/expect-expect': 'off' } },
);

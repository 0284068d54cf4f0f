import js from '@eslint/js';
import type { Linter } from 'eslint';
import playwright from 'eslint-plugin-playwright';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { oneWayImports } from './lab/lint/one-way-imports.ts';
import { testTags } from './lab/lint/test-tags.ts';

const onlyConfigReads = 'Only config/ reads the environment.';
const neverSleep = 'Wait for an event, with a deadline; never sleep.';

interface RestrictedImport {
  name: string;
  importNames?: string[];
  message: string;
}
const environmentModules: RestrictedImport[] = ['node:process', 'process'].map((name) => ({
  name,
  message: onlyConfigReads,
}));

/** What could answer for the target. */
const servers: RestrictedImport[] = ['ws', 'node:http', 'node:https', 'node:net'].map((name) => ({
  name,
  importNames: ['Server', 'WebSocketServer', 'createServer'],
  message: 'Nothing but local-staging answers for a target: start one with startStaging.',
}));

/** Refuses named modules. */
const refuseModules = (...paths: RestrictedImport[]): Linter.RulesRecord => ({
  'no-restricted-imports': ['error', { paths: [...environmentModules, ...paths] }],
});

/** Each rule of syntax: what is refused, and what to do instead. */
const refuseSyntax = (...rules: [selector: string, message: string][]): Linter.RulesRecord => ({
  'no-restricted-syntax': ['error', ...rules.map(([selector, message]) => ({ selector, message }))],
});
const noSwallow: [string, string] = [
  'CallExpression[callee.property.name="catch"] > ArrowFunctionExpression:matches([body.body.length=0], :has(> Identifier.body[name="undefined"]))',
  'A catch must not swallow: handle the error, or let it fail.',
];
const noHiddenImport: [string, string] = [
  ':matches(ImportExpression, TSImportType)',
  'Import at the top, so that what a file needs is seen.',
];
const oneStatus = 'Expect exactly one status: toBeAnsweredWith or toBeRefused.';
const statusLiteral = 'Literal[value>=200][value<600]';

const inTests: [string, string][] = [
  noSwallow,
  noHiddenImport,
  ['TryStatement', 'A spec states one outcome: no try.'],
  [
    'MemberExpression[object.name="test"][property.name=/^(skip|fixme|slow)$/]',
    'A test runs or is not there: no skip, fixme or slow. What the target may lack is declared with needs().',
  ],
  [
    'CallExpression[callee.object.name="test"][callee.property.name="fail"]:not([arguments.1.callee.name="expectedFailure"])',
    'An expected failure names issue, last day and message: test.fail(title, expectedFailure({ … }), …).',
  ],
  [`CallExpression[callee.property.name=/^toBe(Greater|Less)Than/] > ${statusLiteral}`, oneStatus],
  [`CallExpression[callee.name="expect"] > ArrayExpression > ${statusLiteral}`, oneStatus],
  [`CallExpression[callee.property.name="includes"] ArrayExpression > ${statusLiteral}`, oneStatus],
  ...['name', 'property.name'].map((name): [string, string] => [
    `CallExpression[callee.property.name=/^toBeGreaterThan/][callee.object.arguments.0.${name}=/duration|elapsed/i]`,
    'That something took long shows nothing. Expect what it brought.',
  ]),
  [`CallExpression[callee.property.name=/^(toBeOneOf|oneOf|any)$/] ${statusLiteral}`, oneStatus],
];

export default defineConfig(
  { ignores: ['reports/', 'test-results/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house: { rules: { 'one-way-imports': oneWayImports, 'test-tags': testTags } } },
    rules: {
      'house/one-way-imports': 'error',
      // Playwright reads a fixture's needs from its first parameter, which is `{}` where there are none.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: onlyConfigReads }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowAny: false, allowBoolean: false, allowNullish: false, allowRegExp: false },
      ],
      ...refuseSyntax(noSwallow),
    },
  },
  {
    files: ['config/**', 'playwright.config.ts', 'lab/plants/*.config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Nothing there is loaded on the quiet.
    files: ['config/**', 'helpers/**', 'doctor/**', 'fixtures/**'],
    ignores: ['fixtures/start-staging.ts', 'fixtures/test.ts'],
    rules: refuseSyntax(noSwallow, noHiddenImport),
  },
  { files: ['config/**', 'local-staging/**'], rules: refuseModules() },
  { files: ['helpers/**', 'doctor/**', 'fixtures/**'], rules: refuseModules(...servers) },
  {
    // They run on a Node that is too old for the rest. tsc looks for names that are not defined.
    files: ['config/*.mjs'],
    rules: {
      'no-undef': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
    },
  },
  {
    files: ['fixtures/**'],
    ignores: ['fixtures/test.ts'],
    rules: refuseModules(...servers, {
      name: '@playwright/test',
      importNames: ['expect'],
      message: 'A fixture prepares and cleans up; it asserts nothing.',
    }),
  },
  {
    files: ['helpers/**', 'fixtures/**', 'tests/**', 'doctor/**', 'lab/**'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }] },
  },
  {
    files: ['tests/**', 'lab/tests/**', 'lab/plants/*.plant.ts'],
    extends: [playwright.configs['flat/recommended']],
    rules: {
      ...refuseModules(
        ...servers,
        { name: 'node:timers', message: neverSleep },
        { name: 'node:timers/promises', message: neverSleep },
        {
          name: '@playwright/test',
          importNames: ['test', 'expect', 'request'],
          message: 'Import test and expect from fixtures/test.ts (lab/fixtures/test.ts).',
        },
      ),
      ...refuseSyntax(...inTests),
      'no-restricted-globals': [
        'error',
        {
          globals: [
            ...['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({ name, message: neverSleep })),
            { name: 'fetch', message: 'Ask the target through a fixture.' },
          ],
          checkGlobalObject: true,
        },
      ],
      'playwright/consistent-spacing-between-blocks': 'off',
      'playwright/expect-expect': 'error',
      'playwright/no-conditional-in-test': 'error',
      // What is critical has a describe of its own; Playwright itself refuses two tests of one name.
      'playwright/no-identical-title': 'off',
      'playwright/prefer-lowercase-title': 'off',
      'playwright/valid-title': ['error', { disallowedWords: ['should'] }],
    },
  },
  {
    files: ['lab/tests/*.spec.ts'],
    rules: refuseSyntax(...inTests, [
      'ObjectPattern > Property[key.name=/^(runPlaywright|runInEditor|checkout|stagingCommand|seed)$/]',
      'What starts Playwright or a command, or draws, is slow: put the test into lab/tests/full (npm run test:full).',
    ]),
  },
  {
    files: ['tests/{preflight,unit,integration,e2e}/**'],
    rules: {
      'house/test-tags': 'error',
      ...refuseSyntax(
        ...inTests,
        [
          'CallExpression[callee.property.name=/^to(Strict)?Equal$/]',
          'What a target sends may hold more than a promise names (C10): compare the named fields with toMatchObject.',
        ],
        [
          'CallExpression[callee.object.name="test"][callee.property.name="describe"][arguments.length<3]',
          'Give the describe a tag of config/tags.ts.',
        ],
        [
          'Program > :matches(ExpressionStatement, ForOfStatement) > CallExpression[callee.name="test"]',
          'Put the test into a describe with a tag.',
        ],
      ),
    },
  },
  // Plants are tests that are wrong on purpose.
  {
    files: ['**/*.plant.ts'],
    rules: {
      'playwright/expect-expect': 'off',
      'playwright/no-skipped-test': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
);

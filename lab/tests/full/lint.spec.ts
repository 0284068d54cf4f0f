import { ESLint } from 'eslint';
import { expect, test } from '../../fixtures/test.ts';

/** Where a mistake is planted: the text of this file is replaced for the check, on disk it stays as it is. */
const spec = 'tests/integration/issue_1234/public-paths.spec.ts';
const helper = 'helpers/chat/run-problems.ts';
const fixture = 'fixtures/thread.ts';

const inSpec = (body: string, title = 'a user reads'): string =>
  `import { expect, test } from '../../../fixtures/test.ts';
   test.describe('planted', { tag: '@issue_1234' }, () => {
     test('${title}', async ({ user, backend, sockets }) => { ${body}; expect(user.id).toBe('x'); });
   });`;

const mistakes: { title: string; file: string; text: string; told: RegExp }[] = [
  {
    title: 'a promise that nobody awaits',
    file: spec,
    text: inSpec(`backend.send({ method: 'GET', path: '/' })`),
    told: /Promises must be awaited/,
  },
  {
    title: 'a promise that is thrown away with void',
    file: spec,
    text: inSpec(`void user.messages.list()`),
    told: /Promises must be awaited/,
  },
  {
    title: 'an async matcher that nobody awaits',
    file: spec,
    text: inSpec(`expect(user.messages.list()).resolves.toBeDefined()`),
    told: /must be awaited|missing-playwright-await/,
  },
  {
    title: 'an async matcher of our own that nobody awaits',
    file: spec,
    text: inSpec(`expect.extend({
      toBeThere: async () => { await backend.idle(); return { pass: true, message: () => '' }; },
    })(user).toBeThere()`),
    told: /Promises must be awaited/,
  },
  {
    title: 'a comparison with all that a target sends',
    file: spec,
    text: inSpec(`expect(await user.messages.list()).toEqual({ messages: [] })`),
    told: /compare the named fields with toMatchObject/,
  },
  {
    title: 'a strict comparison with all that a target sends',
    file: 'tests/e2e/chat/runs.spec.ts',
    text: inSpec(`expect(await user.messages.list()).not.toStrictEqual({ messages: [] })`),
    told: /compare the named fields with toMatchObject/,
  },
  {
    title: 'a sleep',
    file: spec,
    text: inSpec(`await new Promise((done) => setTimeout(done, 9))`),
    told: /never sleep/,
  },
  {
    title: 'a sleep through globalThis',
    file: spec,
    text: inSpec(`globalThis.setTimeout(() => { user.id.at(0); }, 9)`),
    told: /never sleep/,
  },
  {
    title: 'a sleep of node:timers/promises',
    file: spec,
    text: `import { setTimeout as nap } from 'node:timers/promises';\n${inSpec('await nap(9)')}`,
    told: /never sleep/,
  },
  {
    title: 'a tag that is not in the list',
    file: spec,
    text: inSpec('').replace('@issue_1234', '@smoke'),
    told: /The tag @smoke is not known\. .*add the line `'@smoke': 'what it means',` to config\/tags\.ts/,
  },
  {
    title: 'a promise that does not exist',
    file: spec,
    text: inSpec('', 'a user reads [J1]'),
    told: /J1 is no promise\. Write it into a chapter of config\/contract\/promises/,
  },
  {
    title: 'a test without a tag',
    file: spec,
    text: inSpec('').replace(`{ tag: '@issue_1234' }, `, ''),
    told: /a tag of config/,
  },
  {
    title: 'a test without an assertion',
    file: spec,
    text: inSpec('').replace(`expect(user.id).toBe('x');`, 'await backend.idle();'),
    told: /no assertions/,
  },
  {
    title: 'a focused test',
    file: spec,
    text: inSpec('').replace('test(', 'test.only('),
    told: /focused|only/i,
  },
  { title: 'a skipped test', file: spec, text: inSpec('').replace('test(', 'test.skip('), told: /no skip/ },
  {
    title: 'a test to be fixed',
    file: spec,
    text: inSpec('').replace('test(', 'test.fixme('),
    told: /no skip/,
  },
  {
    title: 'an expected failure without issue, day and message',
    file: spec,
    text: inSpec('').replace('test(', 'test.fail('),
    told: /names issue, last day and message/,
  },
  {
    title: 'a list of accepted statuses',
    file: spec,
    text: inSpec('expect([401, 403]).toContain(Number(user.id))'),
    told: /exactly one status/,
  },
  {
    title: 'a list of accepted statuses that is asked',
    file: spec,
    text: inSpec('expect([401, 403].includes(Number(user.id))).toBe(true)'),
    told: /exactly one status/,
  },
  {
    title: 'a range of accepted statuses',
    file: spec,
    text: inSpec('expect(Number(user.id)).toBeGreaterThanOrEqual(400)'),
    told: /exactly one status/,
  },
  {
    title: 'a duration that is taken as proof',
    file: spec,
    text: inSpec('expect(user.durationMs).toBeGreaterThan(0)'),
    told: /took long shows nothing/,
  },
  {
    title: 'a try',
    file: spec,
    text: inSpec('try { await user.messages.list(); } finally { user.id.at(0); }'),
    told: /no try/,
  },
  {
    title: 'a condition',
    file: spec,
    text: inSpec(`if (user.id) await user.messages.list()`),
    told: /conditionals in tests/,
  },
  {
    title: 'a catch that swallows',
    file: spec,
    text: inSpec('await user.messages.list().catch(() => {})'),
    told: /must not swallow/,
  },
  {
    title: 'a catch that swallows in a helper',
    file: helper,
    text: `export const f = (p: Promise<unknown>): Promise<unknown> => p.catch(() => undefined);`,
    told: /must not swallow/,
  },
  { title: 'a title with should', file: spec, text: inSpec('', 'it should work'), told: /should/ },
  {
    title: "Playwright's own test in a spec",
    file: spec,
    text: `import { test } from '@playwright/test';\ntest.describe.configure({ mode: 'parallel' });`,
    told: /fixtures\/test\.ts/,
  },
  {
    title: 'a request past the fixtures',
    file: spec,
    text: inSpec(`await fetch('http://127.0.0.1')`),
    told: /through a fixture/,
  },
  {
    title: 'local staging in a spec',
    file: spec,
    text: `import { authPolicies } from '../../../local-staging/auth-service/auth-policies.ts';\nexport const x = authPolicies;`,
    told: /one way/,
  },
  {
    title: 'a server in a helper, which could answer for the target',
    file: helper,
    text: `import { WebSocketServer } from 'ws';\nexport const x = new WebSocketServer({ port: 0 });`,
    told: /answers for a target/,
  },
  {
    title: 'a server in a fixture',
    file: fixture,
    text: `import { createServer } from 'node:http';\nexport const x = createServer();`,
    told: /answers for a target/,
  },
  {
    title: 'a server in a spec',
    file: spec,
    text: `import { WebSocketServer } from 'ws';\nexport const x = new WebSocketServer({ port: 0 });`,
    told: /answers for a target/,
  },
  {
    title: 'a fixture in a helper',
    file: helper,
    text: `import { test } from '../../fixtures/test.ts';\nexport const x = test;`,
    told: /one way/,
  },
  {
    title: 'a type of a fixture in a helper',
    file: helper,
    text: `import type { Sockets } from '../../fixtures/sockets.ts';\nexport type X = Sockets;`,
    told: /one way/,
  },
  {
    title: 'a hidden import',
    file: helper,
    text: `export const x = async (): Promise<unknown> => import('../fixtures/test.ts');`,
    told: /Import at the top/,
  },
  {
    title: 'a room of helpers in one that stands below it',
    file: 'helpers/http/read-answer.ts',
    text: `export { signIn } from '../users/actor.ts';`,
    told: /helpers\/http may not import helpers\/users\. .*one way/,
  },
  {
    title: 'the type of a room of helpers, asked for in a type',
    file: 'helpers/wire/health.ts',
    text: `export type X = import('../errors/target-error.ts').TargetError;`,
    told: /helpers\/wire may not import helpers\/errors/,
  },
  {
    title: 'the laboratory in the doctor',
    file: 'doctor/diagnose.ts',
    text: `import { lotOf } from '../lab/lot-of.ts';\nexport const x = lotOf;`,
    told: /doctor may not import lab/,
  },
  {
    title: 'a helper in a variant',
    file: 'local-staging/variants/events.ts',
    text: `import type { Secret } from '../../config/secret.ts';\nexport type X = Secret;`,
    told: /local-staging\/variants may not import config/,
  },
  {
    title: 'a helper in the configuration',
    file: 'config/tags.ts',
    text: `import { lookUntil } from '../helpers/http/look-until.ts';\nexport const tags = lookUntil;`,
    told: /one way/,
  },
  {
    title: 'the harness in local staging',
    file: 'local-staging/timers.ts',
    text: `import { timeouts } from '../config/timeouts.ts';\nexport const x = timeouts;`,
    told: /one way/,
  },
  {
    title: 'local staging in a fixture',
    file: fixture,
    text: `import type { LocalStaging } from '../local-staging/start-local-staging.ts';\nexport type X = LocalStaging;`,
    told: /one way/,
  },
  {
    title: 'an assertion in a fixture',
    file: fixture,
    text: `import { expect } from '@playwright/test';\nexport const x = expect;`,
    told: /asserts nothing/,
  },
  {
    title: 'the environment outside config',
    file: helper,
    text: `export const x = process.env['HOME'];`,
    told: /Only config/,
  },
  {
    title: 'the environment of node:process outside config',
    file: helper,
    text: `import { env } from 'node:process';\nexport const x = env;`,
    told: /Only config/,
  },
];

test.describe('lint', () => {
  // One instance for the worker: the types of the whole project are read once.
  const eslint = new ESLint();

  for (const { title, file, text, told } of mistakes) {
    test(`refuses ${title}`, async () => {
      const [result] = await eslint.lintText(text, { filePath: file });

      expect(result?.messages.map(({ message }) => message).join('\n')).toMatch(told);
    });
  }

  test('accepts a spec without a mistake', async () => {
    const text = inSpec(`const list = await user.messages.list(); expect(list.messages).toHaveLength(0)`);
    const [result] = await eslint.lintText(text, { filePath: spec });

    expect(result?.messages).toEqual([
      expect.objectContaining({ message: expect.stringContaining('backend') }),
      expect.objectContaining({ message: expect.stringContaining('sockets') }),
    ]);
  });
});

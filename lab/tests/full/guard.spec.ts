import { join } from 'node:path';
import { thisProcess } from '../../../config/process-owner.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { playwrightCli } from '../../../helpers/coverage/playwright-cli.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import { testEmail } from '../../../helpers/users/ledger/test-identity.ts';
import type { Checkout, CommandRun } from '../../fixtures/checkout.ts';
import { type Listener, type ListenerAnswers, listenerVariables } from '../../fixtures/listener.ts';
import { expect, test } from '../../fixtures/test.ts';

const production = { environment: 'production' };
const staging = { environment: 'staging' };
const bypass = 'POST /auth/e2e/test-auth';
const spec = 'tests/integration/threads/threads.spec.ts';
const isProduction = /\[NOT_A_STAGING\] (GET|POST) .* Nothing more is sent to this target\./;
const isForeign =
  /^\[CONFIGURATION_MISSING\] No test was run, .* start it in \S+ by "npm run e2e" or "npx playwright test"/;
const isInvalid =
  /^\[CONFIGURATION_INVALID\] The run cannot start:\n {2}\S+ \(the (command line|process environment)\): /m;

/** A way to start a spec, and the sentence that it ends with. */
interface Way {
  how: string;
  flags?: string[];
  cwd?: string;
  variables?: Record<string, string>;
  says?: RegExp;
}

/** Configurations and specs that a person may have written, by path. */
const files = {
  'own/bare.config.ts': `export default { testDir: '../tests/integration' };`,
  'own/without-preflight.config.ts': `
    import suite from '../playwright.config.ts';
    const projects = [{ name: 'suite', testDir: '../tests', testMatch: '**/*.spec.ts' }];
    export default { ...suite, projects, globalSetup: [], workers: 2 };`,
  'own/own-reporter.config.ts': `
    import suite from '../playwright.config.ts';
    const projects = [{ name: 'suite', testDir: '../tests' }];
    export default { ...suite, projects, globalSetup: [], reporter: 'list' };`,
  'own/slow.spec.ts': `
    import { expect, test } from '../fixtures/test.ts';
    import { lookUntil } from '../helpers/http/look-until.ts';
    test('asks for long', async ({ backend }) => {
      const ask = async () => (await backend.send({ method: 'GET', path: '/docs' })).status;
      await lookUntil(ask, () => false, { deadlineMs: 20_000, everyMs: 100 });
    });
    test('asks later', async ({ backend }) => {
      expect((await backend.send({ method: 'GET', path: '/later' })).status).toBe(200);
    });`,
  'own/slow.config.ts': `
    import suite from '../playwright.config.ts';
    const projects = [{ name: 'suite', testDir: '.' }];
    export default { ...suite, projects, fullyParallel: false, workers: 1 };`,
};

const inRoot: Way[] = [
  { how: 'a file' },
  { how: 'a line of a file', flags: [`${spec}:18`] },
  { how: 'a part of a path', flags: ['threads'] },
  { how: 'a folder', flags: ['tests/integration/threads/'] },
  { how: '--grep', flags: ['--grep', 'thread'] },
  { how: '--project=suite', flags: [spec, '--project=suite'] },
  { how: '--project=preflight', flags: ['--project=preflight'] },
  { how: 'more workers', flags: [spec, '--workers', '4'] },
  { how: 'retries and repeats', flags: [spec, '--retries', '2', '--repeat-each', '2'] },
  { how: 'a shard', flags: [spec, '--shard', '1/2'] },
  { how: 'other limits', flags: [spec, '-x', '--timeout', '0', '--global-timeout', '100000'] },
  { how: '--no-deps', flags: [spec, '--no-deps'], says: isInvalid },
  { how: '--reporter', flags: [spec, '--reporter=list'], says: isInvalid },
  {
    how: 'the variables of a worker and --no-deps',
    flags: [spec, '--no-deps'],
    variables: { TEST_WORKER_INDEX: '0', TEST_PARALLEL_INDEX: '0' },
    says: isInvalid,
  },
  { how: 'the variables of a worker', variables: { TEST_WORKER_INDEX: '0', TEST_PARALLEL_INDEX: '0' } },
  { how: 'CI', variables: { CI: '1' } },
  { how: 'NODE_OPTIONS', variables: { NODE_OPTIONS: '--import tsx --no-warnings' } },
  { how: 'the debugger', variables: { PWDEBUG: 'console' } },
  { how: 'another loader', variables: { PLAYWRIGHT_FORCE_ASYNC_LOADER: '1' } },
  { how: 'the watch mode', variables: { PWTEST_WATCH: '1' }, says: isInvalid },
  { how: 'a reporter by variable', variables: { PW_TEST_REPORTER: 'null' }, says: isInvalid },
  { how: 'a moved report', variables: { PLAYWRIGHT_JUNIT_OUTPUT_NAME: 'x.xml' }, says: isInvalid },
  {
    how: 'variables of another run',
    variables: {
      STAGING_RUN_ID: '2611220000-abc123',
      STAGING_RUN_DIRECTORY: '/nowhere',
      STAGING_RUN_KEY: 'x',
    },
  },
];
const elsewhere: Way[] = [
  { how: 'the folder of the specs', cwd: 'tests/integration', flags: ['threads'], says: isForeign },
  { how: 'the folder of all tests', cwd: 'tests', flags: [], says: isForeign },
  { how: 'the folder of the preflight', cwd: 'tests/preflight', flags: [], says: isForeign },
  { how: 'a subfolder, with the configuration', cwd: 'tests/e2e', flags: ['-c', '../..', 'threads'] },
  { how: 'a configuration of its own', flags: ['-c', 'own/bare.config.ts', 'threads'], says: isForeign },
  {
    how: 'a configuration that drops the preflight',
    flags: ['-c', 'own/without-preflight.config.ts', '-x', spec],
  },
  {
    how: 'a configuration that drops the reporters',
    flags: ['-c', 'own/own-reporter.config.ts', '-x', spec],
    says: /\[CONFIGURATION_INVALID\] .*\n {2,}reporter \(the configuration of Playwright\): It leaves out the reporters/,
  },
  { how: 'a linked configuration', flags: ['-c', 'own/linked.config.ts', 'threads'] },
  { how: 'a linked folder', flags: ['-c', 'own/linked', 'threads'] },
];

const playwright = (
  { run }: Checkout,
  { flags = [spec], cwd, variables }: Way,
  target: Record<string, string>,
): Promise<CommandRun> =>
  run([process.execPath, playwrightCli, 'test', ...flags], {
    ...(cwd !== undefined && { cwd }),
    variables: { ...target, ...variables },
  });

function prepare({ write, link }: Checkout): void {
  for (const [path, text] of Object.entries(files)) write(path, text);
  link('own/linked.config.ts', 'playwright.config.ts');
  link('own/linked', '.');
}

/** A run of which only the ledger is left. */
const lost = '2611220000-abc123';
/** Its ledger, written on another machine: only the target's clock shows whether it has ended. */
function ledgerOfElsewhere(target: string): string {
  const at = '2026-11-22T00:00:00.000Z';
  const user = { at, way: 'bypass', email: testEmail({ runId: lost, workerIndex: 0, n: 1 }) };
  const owner = { ...thisProcess(), host: 'another-laptop' };
  return [
    { kind: 'owner', version: 2, at, run: lost, target, userKeyCheck: '0123456789abcdef', owner },
    { kind: 'lease', at, until: at, clock: 'target' },
    { kind: 'planned', ...user },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/** What reached the listeners that is not a look at their health. */
const besidesHealth = (...listeners: Listener[]): string[] =>
  listeners.flatMap(({ asked }) => asked).filter((call) => call !== 'GET /health');

// A first start reads all sources of a new checkout.
test.describe.configure({ timeout: timeouts.slowTestMs });

test.describe('production is sent nothing but GET /health', () => {
  for (const way of [...inRoot, ...elsewhere])
    test(`by a run that is started with ${way.how}`, async ({ startListener, checkout }) => {
      prepare(checkout);
      const [auth, backend] = [await startListener(production), await startListener(staging)];
      const { exitCode, output } = await playwright(checkout, way, listenerVariables(auth, backend));

      expect(besidesHealth(auth, backend), output).toEqual([]);
      expect(exitCode, output).toBe(1);
      expect(output).toMatch(way.says ?? isProduction);
    });

  const others: {
    who: string;
    answers: [ListenerAnswers, ListenerAnswers];
    besides: string[];
    says: RegExp;
  }[] = [
    { who: 'only the chat backend', answers: [staging, production], besides: [], says: isProduction },
    {
      who: 'only the bypass',
      answers: [{ ...staging, bypassStatus: 403 }, staging],
      besides: [bypass],
      says: isProduction,
    },
    {
      who: 'no service, as neither says what it is,',
      answers: [{ environment: undefined }, { environment: undefined }],
      besides: [],
      says: /\[STAGE_NOT_SAID\]/,
    },
  ];
  for (const { who, answers, besides, says } of others)
    for (const config of ['playwright.config.ts', 'own/without-preflight.config.ts'])
      test(`where ${who} says it, by ${config}`, async ({ startListener, checkout }) => {
        prepare(checkout);
        const [auth, backend] = [await startListener(answers[0]), await startListener(answers[1])];
        const way = { how: '', flags: ['-c', config, '-x', '--workers', '1', spec] };
        const { exitCode, output } = await playwright(checkout, way, listenerVariables(auth, backend));

        expect(besidesHealth(auth, backend), output).toEqual(besides);
        expect(exitCode, output).toBe(1);
        expect(output).toMatch(says);
      });

  test('by an editor, with the configuration of the project or without', async ({
    startListener,
    checkout,
    runInEditor,
  }) => {
    prepare(checkout);
    const [auth, backend] = [await startListener(production), await startListener(staging)];
    const variables = listenerVariables(auth, backend);
    const heard = await runInEditor(join(checkout.path, spec), { cwd: checkout.path, variables });
    const bare = await runInEditor('threads', { cwd: join(checkout.path, 'tests/integration'), variables });

    expect(besidesHealth(auth, backend), heard).toEqual([]);
    expect(heard).toContain('[NOT_A_STAGING]');
    expect(heard).toContain('"status":"failed"');
    expect(bare).toContain('[CONFIGURATION_MISSING]');
  });

  test('by a file of a local staging that names it', async ({ startListener, checkout }) => {
    const [auth, backend] = [await startListener(production), await startListener(staging)];
    const variables = listenerVariables(auth, backend);
    checkout.write(
      'own/staging.env',
      Object.entries(variables)
        .map(([name, value]) => `${name}="${value}"\n`)
        .join(''),
    );
    const way = {
      how: '',
      variables: { STAGING_TARGET: 'local', STAGING_LOCAL_ENV_FILE: 'own/staging.env' },
    };
    const { exitCode, output } = await playwright(checkout, way, {});

    expect(besidesHealth(auth, backend), output).toEqual([]);
    expect(auth.asked).not.toEqual([]);
    expect(exitCode, output).toBe(1);
    expect(output).toMatch(isProduction);
  });

  const commands: string[][] = [
    ['doctor/main.ts'],
    ['doctor/main.ts', '--call', 'GET /api/threads'],
    ['helpers/cli/users.ts', 'sweep'],
    ['helpers/cli/users.ts', 'sweep', '--run', lost, '--over'],
    ['helpers/cli/users.ts', 'sweep', '--run', lost, '--over', '--dry-run'],
    ['helpers/cli/users.ts', 'sweep', '--emails', 'own/emails.txt'],
    ['helpers/cli/users.ts', 'verify'],
    ['helpers/cli/users.ts', 'list'],
  ];
  for (const words of commands)
    test(`by ${words.join(' ')}, which asks once`, async ({ startListener, checkout }) => {
      const [auth, backend] = [await startListener(production), await startListener(staging)];
      checkout.write('own/emails.txt', `${testEmail({ runId: lost, workerIndex: 0, n: 1 })}\n`);
      const place = `own/ledger/${new URL(auth.url).host.replace(':', '_')}`;
      checkout.write(`${place}/${lost}-17-0123abcd.ndjson`, ledgerOfElsewhere(auth.url));
      const variables = { ...listenerVariables(auth, backend), STAGING_LEDGER_DIRECTORY: 'own/ledger' };
      const { exitCode, output } = await checkout.run([process.execPath, '--import', 'tsx', ...words], {
        variables,
      });

      expect([auth.asked, backend.asked], output).toEqual([['GET /health'], []]);
      expect(exitCode, output).toBe(2);
      expect(output).toMatch(isProduction);
      expect(output.trim().split('\n')).toHaveLength(1);
    });
});

test('a target that turns into production is sent nothing after the look that shows it', async ({
  startListener,
  checkout,
}) => {
  prepare(checkout);
  const [auth, backend] = [await startListener(staging), await startListener(staging)];
  const way = { how: '', flags: ['-c', 'own/slow.config.ts'] };
  const running = playwright(checkout, way, listenerVariables(auth, backend));
  await lookUntil(
    () => Promise.resolve(backend.asked),
    (asked) => asked.includes('GET /docs'),
    { deadlineMs: 60_000, everyMs: 50 },
  );
  const [ofAuth, ofBackend] = [auth.asked.length, backend.asked.length];
  backend.become(production);
  const { exitCode, output } = await running;
  const [, ...afterLook] = backend.asked.slice(backend.asked.indexOf('GET /health', ofBackend));

  expect(auth.asked.slice(ofAuth)).toEqual(['GET /health']);
  expect(afterLook, output).toEqual([]);
  expect(exitCode, output).toBe(1);
  expect(output).toContain('VOID: Nothing is said about any build, as GET /health of the chat backend');
  expect(output).toMatch(/2 failed/);
});

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { childEnvironment } from '../../../config/child-environment.ts';
import { type ProcessOwner, thisProcess } from '../../../config/process-owner.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { Secret } from '../../../config/secret.ts';
import type { PrivateStaging } from '../../../fixtures/start-staging.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';
import { readUsersCommand } from '../../../helpers/users/command/read-users-command.ts';
import {
  createTestIdentity,
  type TestIdentity,
  userKeyCheck,
} from '../../../helpers/users/ledger/test-identity.ts';
import { expect, test } from '../../fixtures/test.ts';

const at = '2026-11-22T00:00:00.000Z';
const run = '2611220000-abc123';

/** `npm run users`, or the command of another file, as the terminal would, against a private staging. */
function users(
  words: string[],
  variables: Record<string, string>,
  file = 'helpers/cli/users.ts',
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', file, ...words],
      { cwd: projectRoot, env: childEnvironment(variables) },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, output: stdout + stderr });
      },
    );
  });
}

const userKeyOf = ({ variables }: PrivateStaging): Secret => new Secret(variables['STAGING_USER_KEY'] ?? '');
const identityOf = (staging: PrivateStaging, workerIndex: number, n: number, runId = run): TestIdentity =>
  createTestIdentity({ runId, workerIndex, n, userKey: userKeyOf(staging) });

/** A ledger in which somebody is said to have made, or removed, users by the bypass. */
function ledgerOf(
  staging: PrivateStaging,
  owner: ProcessOwner,
  fates: Record<string, 'made' | 'absent'>,
  target = staging.staging.authUrl,
): Record<string, string> {
  const first = {
    kind: 'owner',
    version: 1,
    at,
    run,
    target,
    userKeyCheck: userKeyCheck(userKeyOf(staging)),
    owner,
  };
  const lines = Object.entries(fates).flatMap(([email, fate]) => [
    { kind: 'planned', at, way: 'bypass', email },
    ...(fate === 'absent' ? [{ kind: 'absent', at, way: 'bypass', email }] : []),
  ]);
  const path = `ledger/${new URL(target).host.replace(':', '_')}/${run}-17-0123abcd.ndjson`;
  return { [path]: [first, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('') };
}
const dead = (): ProcessOwner => ({ ...thisProcess(), startedAt: 'another time' });

test.describe('npm run users', () => {
  test('lists who was left, removes nobody in a dry run, then everybody, but for users of a live process', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const [left, live] = [identityOf(staging, 0, 1), identityOf(staging, 0, 2)];
    for (const identity of [left, live]) await staging.auth.bypass(staging.bypassKey, identity);
    const root = projectWith(ledgerOf(staging, dead(), { [left.email]: 'made' }));
    projectWith(
      Object.fromEntries(
        Object.entries(ledgerOf(staging, thisProcess(), { [live.email]: 'made' })).map(([path, text]) => [
          path.replace('-17-', '-18-'),
          text,
        ]),
      ),
    );
    const variables = { ...staging.variables, STAGING_LEDGER_DIRECTORY: join(root, 'ledger') };

    const list = await users(['list'], variables);
    const dryRun = await users(['sweep', '--dry-run'], variables);
    const before = staging.staging.count('users');
    const swept = await users(['sweep'], variables);
    const refused = await users(['sweep', '--run', run], variables);

    expect(list.output).toContain(`${left.email}  abandoned: process ${process.pid} on `);
    expect(list.output).toContain(`${live.email}  not abandoned: process ${process.pid} on `);
    expect(list.output).toContain('2 users may be at the target, 1 of them abandoned.');
    const untouched = /1 users of run 2611220000-abc123 are not touched: process \d+ on .* is running\.\n$/;
    expect(dryRun.output).toContain(`1 users would be removed.\n  ${left.email}\n`);
    expect(dryRun.output).toMatch(untouched);
    expect(before).toBe(2);
    expect(swept.code).toBe(0);
    expect(swept.output).toContain('1 abandoned users of the ledger were removed; 0 were gone already.\n');
    expect(swept.output).toMatch(untouched);
    expect(staging.staging.count('users')).toBe(1);
    expect(refused.code).toBe(2);
    expect(refused.output).toMatch(
      /^\[RUN_IS_LIVE\] The users of run 2611220000-abc123 are not removed: process \d+/,
    );
  });

  test('finds the users of a run whose ledger is lost, made by either way, and nobody else', async ({
    startStaging,
  }, testInfo) => {
    const staging = await startStaging();
    const { auth, bypassKey } = staging;
    await auth.bypass(bypassKey, identityOf(staging, 0, 1));
    await auth.register(identityOf(staging, 0, 200));
    await auth.register(identityOf(staging, 4, 57));
    await auth.bypass(bypassKey, identityOf(staging, 0, 1, '2611220000-zzz999'));
    const variables = { ...staging.variables, STAGING_LEDGER_DIRECTORY: testInfo.outputPath('ledger') };

    const swept = await users(['sweep', '--run', run, '--workers', '5'], variables);

    expect(swept.code, swept.output).toBe(0);
    expect(swept.output).toContain(`Run ${run}: 3 users were removed.`);
    expect(staging.staging.count('users')).toBe(1);
  });

  test('removes a user of a late worker by the ledger, also where its run is looked for by hand', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const late = identityOf(staging, 9, 1);
    await staging.auth.bypass(staging.bypassKey, late);
    const root = projectWith(ledgerOf(staging, dead(), { [late.email]: 'made' }));
    const variables = { ...staging.variables, STAGING_LEDGER_DIRECTORY: join(root, 'ledger') };

    const swept = await users(['sweep', '--run', run, '--workers', '1'], variables);

    expect(swept.code, swept.output).toBe(0);
    expect(swept.output).toContain('1 abandoned users of the ledger were removed; 0 were gone already.');
    expect(staging.staging.count('users')).toBe(0);
  });

  test('removes leftovers of a list that are a day old by their own date, and says why it leaves others', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const now = new Date().toISOString().replaceAll(/\D/g, '').slice(2, 12);
    const old = [
      identityOf(staging, 0, 1, '2501010000-abc123'),
      identityOf(staging, 0, 2, '2501010000-abc123'),
    ];
    const young = identityOf(staging, 0, 1, `${now}-abc123`);
    await staging.auth.bypass(staging.bypassKey, old[0] ?? young);
    await staging.auth.register(old[1] ?? young);
    await staging.auth.bypass(staging.bypassKey, young);
    const lines = [...old.map(({ email }) => email), young.email, 'ada@netra.example', ''];
    const root = projectWith({ 'emails.txt': lines.join('\n') });

    const swept = await users(['sweep', '--emails', join(root, 'emails.txt')], {
      ...staging.variables,
      STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    });

    expect(swept.output).toContain('2 users were removed.');
    expect(swept.output).toContain(
      `${young.email} is 0 hours old by its date, and a run may need it. It is removed when it is 24 hours old.`,
    );
    expect(swept.output).toContain('Line 4 is not the e-mail of a test identity of this harness.');
    expect(swept.output).not.toContain('ada@netra.example');
    expect(swept.code).toBe(1);
    expect(staging.staging.count('users')).toBe(1);
  });

  test('prints a statement for operators, quoted, that removes exactly the abandoned', async ({
    startStaging,
    projectWith,
  }, testInfo) => {
    const databaseFile = testInfo.outputPath('staging.db');
    const staging = await startStaging({ databaseFile });
    const emails = ["test-o'hara@staging.netrasystems.ai", 'test-plain@staging.netrasystems.ai'];
    for (const email of [...emails, 'test-other@staging.netrasystems.ai'])
      await staging.auth.bypass(staging.bypassKey, { email, name: 'Ada' });
    const odd = 'test-\\@staging.netrasystems.ai';
    const fates = Object.fromEntries([...emails, odd].map((email) => [email, 'made' as const]));
    const root = projectWith(ledgerOf(staging, dead(), fates));

    const { output } = await users(['list', '--format', 'sql'], {
      ...staging.variables,
      STAGING_CAPABILITIES: 'none',
      STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    });
    const database = new Libsql(databaseFile);
    database.exec(output);
    database.close();

    expect(output).toContain(
      "  'e2e-test-o''hara',\n  'e2e-test-plain'\n) AND email LIKE 'test-%@staging.netrasystems.ai';",
    );
    expect(output).toContain(
      `-- not quoted here, remove it by hand: ${JSON.stringify(`e2e-${odd.split('@')[0] ?? ''}`)}`,
    );
    expect(staging.staging.count('users')).toBe(1);
  });

  test('finds somebody whom the ledger calls gone', async ({ startStaging, projectWith }) => {
    const staging = await startStaging();
    const [gone, there, left] = [1, 2, 3].map((n) => identityOf(staging, 0, n).email) as [
      string,
      string,
      string,
    ];
    await staging.auth.bypass(staging.bypassKey, { email: there, name: 'Ada' });
    const root = projectWith(
      ledgerOf(staging, dead(), { [gone]: 'absent', [there]: 'absent', [left]: 'made' }),
    );

    const verified = await users(['verify'], {
      ...staging.variables,
      STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    });

    expect(verified.code).toBe(1);
    expect(verified.output).toContain('2 users that are gone by the ledger were asked for; 2 findings.');
    expect(verified.output).toContain(
      `${there} was gone by the ledger, and was still there. It is removed now.`,
    );
    expect(verified.output).toContain(`${left} may be there: process`);
  });

  test('removes nobody at a target that says that it is production', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const body = JSON.stringify({
      status: 'healthy',
      service: 'auth',
      version: '1',
      environment: 'production',
    });
    const production = await staging.startBrokenEdge(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    const fates = { [identityOf(staging, 0, 1).email]: 'made' as const };
    const [[path, text] = ['', '']] = Object.entries(ledgerOf(staging, dead(), fates, production));
    const root = projectWith({ [path]: text });
    const { output, code } = await users(['sweep'], {
      ...staging.variables,
      STAGING_AUTH_URL: production,
      STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    });

    expect(output).toContain(
      `[NOT_A_STAGING] GET /health of the auth service at ${production} says production, not staging.`,
    );
    expect(code).toBe(2);
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  test('verifies nothing at a target that cannot remove users, and says so', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const { email } = identityOf(staging, 0, 1);
    const root = projectWith(ledgerOf(staging, dead(), { [email]: 'absent' }));

    const { output, code } = await users(['verify'], {
      ...staging.variables,
      STAGING_CAPABILITIES: 'none',
      STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    });
    expect(output).toContain('[CAPABILITY_MISSING] The target lacks user-deletion');
    expect(code).toBe(2);
  });

  test('says of users of another target in the directory that they are there', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const { email } = identityOf(staging, 0, 1);
    const { host } = new URL(staging.staging.authUrl);
    const root = projectWith(ledgerOf(staging, dead(), { [email]: 'made' }, `https://${host}/prefix`));

    const { output, code } = await users(['list'], {
      ...staging.variables,
      STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    });
    expect(output).toContain(`1 users of https://${host}/prefix are in this directory`);
    expect(code).toBe(1);
  });

  test('looks for no run that may go on elsewhere, unless somebody says that it is over', async ({
    startStaging,
  }, testInfo) => {
    const staging = await startStaging();
    const now = new Date().toISOString().replaceAll(/\D/g, '').slice(2, 12);
    const variables = { ...staging.variables, STAGING_LEDGER_DIRECTORY: testInfo.outputPath('ledger') };
    const sweep = ['sweep', '--run', `${now}-abc123`, '--workers', '1'];

    const refused = await users(sweep, variables);
    expect(refused.output).toContain(`[RUN_MAY_BE_LIVE] Run ${now}-abc123 is less than 2 hours old`);
    expect(refused.code).toBe(2);
    const swept = await users([...sweep, '--over'], variables);
    expect(swept.output).toContain('0 users were removed.');
    expect(swept.code).toBe(0);
  });

  test('says that the users of an embedded staging end with it', async () => {
    const [list, sweep] = [await users(['list'], {}), await users(['sweep'], {})];

    expect(list.output).toMatch(
      /^The users of an embedded staging end with it\. .*STAGING_TARGET=remote.*\n$/,
    );
    expect(list.code).toBe(0);
    expect(sweep).toEqual({ code: 2, output: list.output });
  });

  for (const { words, told } of [
    { words: ['remove'], told: '[COMMAND_UNKNOWN] "remove" is no command; expected list, sweep or verify.' },
    {
      words: ['list', '--format', 'xml'],
      told: '[FLAG_INVALID] --format is "xml"; expected text, json or sql.',
    },
    { words: ['sweep', '--all'], told: "[FLAG_UNKNOWN] Unknown option '--all'; the nearest is --" },
    { words: ['sweep', '--run', 'mine'], told: '[FLAG_INVALID] --run is "mine"; expected <yymmddhhmm>-' },
    {
      words: ['sweep', '--workers', '3'],
      told: '[FLAG_INVALID] --workers is about the run that --run names',
    },
  ]) {
    test(`refuses ${words.join(' ')} in a sentence`, () => {
      expect(() => readUsersCommand(words)).toThrow(told);
    });
  }

  test('says in one line what it does not know, and ends in 2', async () => {
    const { output, code } = await users(['remove'], {});

    expect(output).toMatch(
      /^\[COMMAND_UNKNOWN\] "remove" is no command; expected list, sweep or verify\. See npm run users -- --help\.\n$/,
    );
    expect(code).toBe(2);
  });
});

test.describe('the users of a run', () => {
  test('are at most three for each worker, and those that tests ask for', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const many = await runPlaywright(['--config', 'lab/plants/many.config.ts'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const { users: counted } = readRunRecord(testInfo.outputPath('reports/record.json'));
    const [workers, askedFor] = [2, 5];

    expect(many.output).toContain('200 passed');
    expect(counted).toMatchObject({ left: [], swept: 0 });
    expect(counted.made).toBe(counted.removed);
    expect(counted.made).toBeGreaterThan(askedFor);
    expect(counted.made).toBeLessThanOrEqual(3 * workers + askedFor);
    expect(staging.count('users')).toBe(0);
    expect(existsSync(testInfo.outputPath('ledger', new URL(staging.authUrl).host.replace(':', '_')))).toBe(
      false,
    );
  });

  test('are gone after five kills of workers, a runner and its group, and those of the other run are not touched', async ({
    seed,
  }) => {
    test.setTimeout(180_000);
    const { output, code } = await users(
      ['kill', '--kills', '5', '--seed', `${seed}`],
      {},
      'lab/crash-test/main.ts',
    );

    expect(output).toContain('Killed 3 workers, 1 runners and 1 process groups');
    expect(output).toMatch(
      /^\d+ users were made, .*, 0 after one sweep\.\n0 failures that no kill explains\.$/m,
    );
    expect(code).toBe(0);
  });

  test('are gone when SIGTERM ends it, without a further sweep', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const ended = await runPlaywright(
      ['--config', 'lab/plants', 'ends', '--grep', 'hangs'],
      { ...variables, PLANT_OUTPUT: testInfo.outputPath() },
      { interruptAfter: 'hanging', signal: 'SIGTERM' },
    );

    expect(ended.exitCode, ended.output).toBe(130);
    expect(readRunRecord(testInfo.outputPath('reports/record.json')).users).toMatchObject({
      made: 1,
      removed: 1,
      swept: 0,
    });
    expect(staging.count('users')).toBe(0);
  });

  test('are not made where the ledger cannot name them, and the run says why', async ({
    runPlaywright,
    startStaging,
    projectWith,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const root = projectWith({ 'a-file': 'where a directory should be' });
    const run = await runPlaywright(['--config', 'lab/plants', 'ends', '--grep', 'passes'], {
      ...variables,
      STAGING_LEDGER_DIRECTORY: join(root, 'a-file'),
      PLANT_OUTPUT: testInfo.outputPath(),
    });

    expect(run.exitCode).toBe(1);
    expect(run.output).toMatch(
      /\[LEDGER_UNWRITABLE\] .*a-file.*: ENOTDIR\. A user is made only after it is written here\./,
    );
    expect(staging.count('users')).toBe(0);
  });
});

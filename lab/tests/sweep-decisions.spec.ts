import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Environment, loadEnvironment } from '../../config/environment.ts';
import { thisProcess } from '../../config/process-owner.ts';
import { Secret } from '../../config/secret.ts';
import { resolveTarget, type Target } from '../../config/target.ts';
import type { HttpClient } from '../../helpers/http/http-client.ts';
import { listedUsers } from '../../helpers/users/command/listed-users.ts';
import { readUsersCommand } from '../../helpers/users/command/read-users-command.ts';
import { type SweepCommand, type SweepReport, sweepUsers } from '../../helpers/users/command/sweep-users.ts';
import { verifyUsers } from '../../helpers/users/command/verify-users.ts';
import { usersOfRun } from '../../helpers/users/ledger/ledger-line.ts';
import { readLedger } from '../../helpers/users/ledger/read-ledger.ts';
import { bypassUserId, testEmail, userKeyCheck } from '../../helpers/users/ledger/test-identity.ts';
import type { SweepAccess } from '../../helpers/users/sweep/sweep-means.ts';
import { expect, test } from '../fixtures/test.ts';
import { scriptedAuth } from '../scripted-auth.ts';

const run = '2611220000-abc123';
const at = '2026-11-22T00:00:00.000Z';
/** Nothing is sent there. */
const authUrl = 'http://127.0.0.1:9';
const fileName = `${run}-17-0123abcd.ndjson`;
const userKey = new Secret('the user key of these tests, of forty characters', { isPublic: true });
const emailOf = (n: number, runId = run): string => testEmail({ runId, workerIndex: 0, n });
const dead = { ...thisProcess(), startedAt: 'another time' };
const elsewhere = { ...thisProcess(), host: 'another-laptop' };

type Line = Record<string, unknown>;
const ownerLine = (owner: object = dead, changes: Line = {}): Line => ({
  kind: 'owner',
  version: 2,
  at,
  run,
  target: authUrl,
  userKeyCheck: userKeyCheck(userKey),
  owner,
  ...changes,
});
const made = (email: string, way = 'bypass'): Line[] => [
  { kind: 'planned', at, way, email },
  { kind: 'made', at, way, email, id: way === 'bypass' ? bypassUserId(email) : `usr-${email}` },
];
const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();

interface Setting {
  environment: Environment;
  target: Target;
  directory: string;
}

/** A remote target whose ledger has one file of these lines. */
function settingOf(root: string, lines: readonly Line[], variables: Record<string, string> = {}): Setting {
  const environment = loadEnvironment({
    ENVIRONMENT: 'staging',
    STAGING_PROFILE: '2025-09-07',
    STAGING_TARGET: 'remote',
    STAGING_AUTH_STRATEGY: 'bypass',
    STAGING_AUTH_URL: authUrl,
    STAGING_BACKEND_URL: 'http://127.0.0.1:9',
    STAGING_LEDGER_DIRECTORY: join(root, 'ledger'),
    STAGING_USER_KEY: userKey.reveal(),
    STAGING_CAPABILITIES: 'user-deletion',
    E2E_OAUTH_SIMULATION_KEY: 'a bypass key of these tests',
    ...variables,
  });
  const target = { ...resolveTarget(environment), revocationVisibleMs: 0 };
  const directory = target.ledgerDirectory;
  mkdirSync(directory, { recursive: true });
  if (lines.length > 0)
    writeFileSync(join(directory, fileName), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return { environment, target, directory };
}

const staging = {
  status: 200,
  body: { status: 'healthy', service: 'auth', version: '1', environment: 'staging' },
};
/** An auth service that has all users, and removes them. */
const honest = (
  changes: Parameters<typeof scriptedAuth>[0] = {},
  date = new Date(),
): ReturnType<typeof scriptedAuth> =>
  scriptedAuth(
    {
      'GET /health': [staging],
      'DELETE any': [204, 404],
      'DELETE /auth/users/e2e-test-nobody': [401],
      'POST /auth/login': [401],
      ...changes,
    },
    { Date: date.toUTCString() },
  );

const sweepCommand = (...words: string[]): SweepCommand =>
  readUsersCommand(['sweep', ...words]) as SweepCommand;

/** The guard has a test of its own. */
const accessOf = (auth: HttpClient): SweepAccess => ({ auth, requireStaging: () => Promise.resolve() });

/** What a command comes to: its report, or its refusal. */
const outcomeOf = (
  { environment, target }: Setting,
  auth: HttpClient,
  command: SweepCommand,
): Promise<Pick<SweepReport, 'lines' | 'problems'>> =>
  sweepUsers(command, environment, target, accessOf(auth)).catch((error: unknown) => ({
    lines: [],
    problems: [`refused: ${String(error).replace(/^\w*Error: /, '')}`],
  }));

const listedIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split('\n')).filter((line) => line.startsWith('  '));
const removedBy = (asked: readonly string[]): string[] =>
  [...new Set(asked)]
    .filter((call) => /^DELETE .*\/e2e-test-2/.test(call))
    .map((call) => call.split('e2e-')[1] ?? '');

test.describe('a dry run', () => {
  const young = `${new Date().toISOString().replaceAll(/\D/g, '').slice(2, 12)}-abc123`;
  const old = emailOf(1, '2501010000-abc123');
  const cases: {
    what: string;
    lines?: Line[];
    words?: string[];
    emails?: string[];
    variables?: Record<string, string>;
    answers?: Parameters<typeof scriptedAuth>[0];
    /** How many users are removed. */
    removed: number;
    problem?: RegExp;
  }[] = [
    { what: 'abandoned users', lines: [ownerLine(), ...made(emailOf(1)), ...made(emailOf(2))], removed: 2 },
    {
      what: 'the address of a colleague in the ledger',
      lines: [ownerLine(), ...made(emailOf(1)), ...made('ada@netrasystems.ai')],
      removed: 1,
      problem: /"ada@netrasystems\.ai" was not made by run 2611220000-abc123/,
    },
    {
      what: 'a user of another run in the ledger',
      lines: [ownerLine(), ...made(emailOf(1, '2611220000-zzz999'))],
      removed: 0,
      problem: /was not made by run/,
    },
    {
      what: 'users of a running process',
      lines: [ownerLine(thisProcess()), ...made(emailOf(1))],
      removed: 0,
    },
    {
      what: 'users of a run on another machine',
      lines: [
        ownerLine(elsewhere),
        { kind: 'lease', at, until: minutes(5), clock: 'target' },
        ...made(emailOf(1)),
      ],
      removed: 0,
    },
    {
      what: 'users that registered with another user key',
      lines: [ownerLine(dead, { userKeyCheck: 'of another key' }), ...made(emailOf(1), 'provisioned')],
      removed: 0,
      problem: /^\[USER_KEY_DIFFERS\]/,
    },
    {
      what: 'users of the bypass without its key',
      lines: [ownerLine(), ...made(emailOf(1))],
      variables: { E2E_OAUTH_SIMULATION_KEY: '', STAGING_AUTH_STRATEGY: 'provisioned' },
      removed: 0,
      problem: /^\[KEY_MISSING\]/,
    },
    {
      what: 'a damaged file',
      lines: [ownerLine(), { kind: 'nothing known' }, ...made(emailOf(1))],
      removed: 1,
      problem: /^\[LEDGER_DAMAGED\]/,
    },
    {
      what: 'a list with an old leftover, a young one and the address of a colleague',
      words: ['--emails', 'FILE'],
      emails: [old, emailOf(1, young), 'ada@netrasystems.ai'],
      removed: 1,
      problem: /is 0 hours old by its date/,
    },
    {
      what: 'a list that is not there',
      words: ['--emails', 'no-such-file'],
      removed: 0,
      problem: /\[FILE_UNREADABLE\]/,
    },
    {
      what: 'a run that goes on',
      lines: [ownerLine(thisProcess()), ...made(emailOf(1))],
      words: ['--run', run, '--workers', '1'],
      removed: 0,
      problem: /^refused: \[RUN_IS_LIVE\]/,
    },
    {
      what: 'a run that may go on',
      words: ['--run', young, '--workers', '1'],
      removed: 0,
      problem: /^refused: \[RUN_MAY_BE_LIVE\]/,
    },
    {
      what: 'a target without user-deletion',
      lines: [ownerLine(), ...made(emailOf(1))],
      variables: { STAGING_CAPABILITIES: 'none' },
      removed: 0,
      problem: /^refused: \[CAPABILITY_MISSING\]/,
    },
    {
      what: 'a target without the route',
      lines: [ownerLine(), ...made(emailOf(1))],
      answers: { 'DELETE any': [404], 'DELETE /auth/users/e2e-test-nobody': [404] },
      removed: 0,
      problem: /^refused: \[ROUTE_MISSING\]/,
    },
    {
      what: 'a target that does not answer',
      lines: [ownerLine(), ...made(emailOf(1))],
      answers: { 'DELETE /auth/users/e2e-test-nobody': ['none'] },
      removed: 0,
      problem: /^refused: \[TARGET_TIMEOUT\]/,
    },
  ];

  for (const { what, lines = [], words = [], emails = [], variables, answers, removed, problem } of cases)
    test(`decides as the sweep does on ${what}, and removes no user`, async ({ projectWith }) => {
      const root = projectWith({ 'emails.txt': emails.join('\n') });
      const setting = settingOf(root, lines, variables);
      const all = words.map((word) => word.replace('FILE', join(root, 'emails.txt')));
      const before = readdirSync(setting.directory).map((name) =>
        readFileSync(join(setting.directory, name), 'utf8'),
      );

      const [dryAuth, auth] = [honest(answers), honest(answers)];
      const dry = await outcomeOf(setting, dryAuth, sweepCommand('--dry-run', ...all));
      const after = readdirSync(setting.directory).map((name) =>
        readFileSync(join(setting.directory, name), 'utf8'),
      );
      const swept = await outcomeOf(setting, auth, sweepCommand(...all));

      expect(dry.problems).toEqual(swept.problems);
      expect(dry.problems.join('\n')).toMatch(problem ?? /^$/);
      expect(removedBy(dryAuth.asked)).toEqual([]);
      expect(after).toEqual(before);
      const wouldBe = listedIn(dry.lines).map((line) => line.trim().split('@')[0]);
      expect(removedBy(auth.asked).toSorted()).toEqual(wouldBe.toSorted());
      expect(wouldBe).toHaveLength(removed);
    });
});

test.describe('the clock of this machine', () => {
  const lines = [
    ownerLine(elsewhere),
    { kind: 'lease', at, until: minutes(-10), clock: 'target' },
    ...made(emailOf(1)),
  ];

  for (const { what, targetMinutes, words, removed, says } of [
    {
      what: '20 minutes ahead ends no lease of another machine',
      targetMinutes: -20,
      words: [],
      removed: 0,
      says: "This machine's clock is 20 min ahead of the target's clock.",
    },
    {
      what: '20 minutes behind keeps no lease of another machine',
      targetMinutes: 20,
      words: [],
      removed: 1,
      says: "This machine's clock is 20 min behind the target's clock.",
    },
    {
      what: 'that is right says nothing of itself',
      targetMinutes: 0,
      words: [],
      removed: 1,
      says: '1 abandoned users of the ledger were removed',
    },
  ])
    test(what, async ({ projectWith }) => {
      const setting = settingOf(projectWith({}), lines);
      const auth = honest({}, new Date(Date.now() + targetMinutes * 60_000));

      const report = await outcomeOf(setting, auth, sweepCommand(...words));
      expect(report.problems).toEqual([]);
      expect(removedBy(auth.asked)).toHaveLength(removed);
      expect(report.lines.join('\n')).toContain(says);
      expect(report.lines.some((line) => line.includes('are not touched: the lease of process'))).toBe(
        removed === 0,
      );
    });

  test('makes no run old enough to be looked for', async ({ projectWith }) => {
    const date = (ms: number): string => new Date(ms).toISOString().replaceAll(/\D/g, '').slice(2, 12);
    const young = `${date(Date.now() - 3 * 3_600_000)}-abc123`;
    const auth = honest({}, new Date(Date.now() - 2 * 3_600_000));

    const { problems } = await outcomeOf(settingOf(projectWith({}), []), auth, sweepCommand('--run', young));
    expect(problems).toEqual([
      expect.stringMatching(/^refused: \[RUN_MAY_BE_LIVE\] .* less than 2 hours old/),
    ]);
    expect(auth.asked).toEqual(['GET /health']);
  });

  test('ends no lease where the target shows no time', async ({ projectWith }) => {
    const setting = settingOf(projectWith({}), lines);
    const { users } = await listedUsers(setting.target, scriptedAuth({ 'GET /health': ['none'] }));

    expect(users).toMatchObject([
      {
        isAbandoned: false,
        because: expect.stringMatching(/cannot be judged, as the target's clock is not known$/),
      },
    ]);
  });
});

test.describe('a damaged file of the ledger', () => {
  const rubbish = Buffer.from([0, 255, 7, 10, 200, 10]);
  for (const { what, damage, says } of [
    {
      what: 'cut to nothing',
      damage: (path: string) => {
        truncateSync(path, 0);
      },
      says: /: the file is empty\. /,
    },
    {
      what: 'cut to half',
      damage: (path: string) => {
        truncateSync(path, Math.floor(readFileSync(path).length / 2));
      },
      says: /: (the file ends within a line, )?line \d is not JSON\. /,
    },
    {
      what: 'cut to its first line',
      damage: (path: string) => {
        truncateSync(path, readFileSync(path, 'utf8').indexOf('\n') + 1);
      },
      says: /: the file names no user\. /,
    },
    {
      what: 'without its first line',
      damage: (path: string) => {
        writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'));
      },
      says: /: the first line does not name the process that wrote it\. /,
    },
    {
      what: 'full of rubbish',
      damage: (path: string) => {
        writeFileSync(path, rubbish);
      },
      says: /: line 1 is not JSON, line 2 is not JSON\. /,
    },
    {
      what: 'of null',
      damage: (path: string) => {
        writeFileSync(path, 'null\n');
      },
      says: /: line 1 is not a line of a ledger\. /,
    },
    {
      what: 'of a later version',
      damage: (path: string) => {
        writeFileSync(path, readFileSync(path, 'utf8').replace('"version":2', '"version":9'));
      },
      says: /: line 1 has version 9; this harness reads the versions 1 and 2, so use the harness that wrote it\. /,
    },
    {
      what: 'renamed',
      damage: (path: string) => {
        renameSync(path, join(dirname(path), 'old.txt'));
      },
      says: /old\.txt: the name is not that of a ledger file, <run>-<process>-<8 hex digits>\.ndjson\. /,
    },
    {
      what: 'renamed so that it is hidden',
      damage: (path: string) => {
        renameSync(path, join(dirname(path), '.hidden'));
      },
      says: /\.hidden: the name is not that of a ledger file, .*\. /,
    },
    {
      what: 'renamed as one of another run',
      damage: (path: string) => {
        renameSync(path, path.replace('abc123', 'zzz999'));
      },
      says: /: the name of the file says run 2611220000-zzz999, and its first line says run 2611220000-abc123\. /,
    },
    {
      what: 'a directory now',
      damage: (path: string) => {
        renameSync(path, `${path}.old`);
        mkdirSync(path);
        chmodSync(path, 0o700);
      },
      says: /: the file cannot be read \(EISDIR\)\. /,
    },
  ])
    test(`that is ${what} is named by list, sweep and verify, with its run, and kept`, async ({
      projectWith,
    }) => {
      const setting = settingOf(projectWith({}), [ownerLine(), ...made(emailOf(1)), ...made(emailOf(2))]);
      const { environment, target, directory } = setting;
      damage(join(directory, fileName));
      const names = readdirSync(directory);

      const listed = await listedUsers(target, honest());
      const swept = await outcomeOf(setting, honest(), sweepCommand());
      const verified = await verifyUsers(environment, target, accessOf(honest()));
      const sentence = new RegExp(
        String.raw`^\[LEDGER_DAMAGED\] /.*${says.source}Run 2611220000-\w{6} wrote it\.`,
      );
      const named: unknown = expect.arrayContaining([expect.stringMatching(sentence)]);

      expect(listed.problems).toEqual(named);
      expect(swept.problems).toEqual(named);
      expect(verified.problems).toEqual(named);
      expect(readdirSync(directory)).toEqual(names);
    });

  test('that is renamed counts for its run, whose users are left', ({ projectWith }) => {
    const { directory } = settingOf(projectWith({}), [ownerLine(), ...made(emailOf(1))]);
    renameSync(join(directory, fileName), join(directory, 'old.ndjson'));
    const parts = readLedger(directory, run);

    expect(parts.flatMap(({ problems }) => problems)).toHaveLength(1);
    expect(usersOfRun(parts)).toEqual({ made: 1, removed: 0, left: [bypassUserId(emailOf(1))] });
  });

  test('is not what a desktop or a file server leaves in a directory', ({ projectWith }) => {
    const { directory } = settingOf(projectWith({}), [ownerLine(), ...made(emailOf(1))]);
    writeFileSync(join(directory, '.DS_Store'), rubbish);

    expect(readLedger(directory).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('is not one whose last line its process is writing', ({ projectWith }) => {
    const { directory } = settingOf(projectWith({}), [ownerLine(thisProcess()), ...made(emailOf(1))]);
    writeFileSync(join(directory, fileName), '{"kind":"pla', { flag: 'a' });

    expect(readLedger(directory).flatMap(({ problems }) => problems)).toEqual([]);
  });
});

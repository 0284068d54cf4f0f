import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '../../config/child-environment.ts';
import { type ProcessOwner, thisProcess } from '../../config/process-owner.ts';
import { projectRoot } from '../../config/project-root.ts';
import { Secret } from '../../config/secret.ts';
import type { PrivateStaging } from '../../fixtures/start-staging.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { createDeletionPatience } from '../../helpers/users/deletion-patience.ts';
import { appendSweep, clearSettled, createLedgerFile } from '../../helpers/users/ledger/ledger-file.ts';
import { stateOfPart } from '../../helpers/users/ledger/owner.ts';
import { readLedger } from '../../helpers/users/ledger/read-ledger.ts';
import {
  createTestIdentity,
  type TestIdentity,
  userKeyCheck,
} from '../../helpers/users/ledger/test-identity.ts';
import { createUserLedger, type UserLedger } from '../../helpers/users/ledger/user-ledger.ts';
import { planSweep, type SweepPlan } from '../../helpers/users/sweep/plan-sweep.ts';
import { sweepLedger, type SweepResult } from '../../helpers/users/sweep/sweep-ledger.ts';
import { expect, test } from '../fixtures/test.ts';

const runId = '2611220000-abc123';
const userKey = new Secret('the user key of these tests, of forty characters', { isPublic: true });
const at = '2026-11-22T00:00:00.000Z';
const target = 'https://auth.staging.example';
const identityOf = (n: number): TestIdentity => createTestIdentity({ runId, workerIndex: 0, n, userKey });

const ownerLine = (owner: ProcessOwner, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: 'owner',
  version: 1,
  at,
  run: runId,
  target,
  userKeyCheck: userKeyCheck(userKey),
  owner,
  ...changes,
});
/** This process as another one with its pid would see it. */
const dead = (): ProcessOwner => ({ ...thisProcess(), startedAt: 'another time' });
const elsewhere = (): ProcessOwner => ({ ...thisProcess(), host: 'another-laptop' });
const made = (email: string): Record<string, unknown>[] => [
  { kind: 'planned', at, way: 'bypass', email },
  { kind: 'made', at, way: 'bypass', email, id: `e2e-${email.split('@')[0] ?? ''}` },
];
/** The name and text of a ledger file; a text stands as it is, anything else as a line. */
const fileOf = (...lines: (string | object)[]): Record<string, string> => ({
  [`ledger/${runId}-17-0123abcd.ndjson`]: lines
    .map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`))
    .join(''),
});

const meansOf = ({ authService, bypassKey }: PrivateStaging) => ({
  auth: authService,
  bypassKey,
  userKey,
  by: thisProcess(),
  patience: createDeletionPatience(0),
  settleMs: 0,
});
const planOf = (directory: string, staging: PrivateStaging): SweepPlan => {
  const parts = readLedger(directory).map((part) => ({ part, state: stateOfPart(part, thisProcess()) }));
  const problems = parts.flatMap(({ part }) => part.problems);
  return planSweep({ parts, problems, others: [], clock: undefined }, meansOf(staging));
};
/** As `npm run users -- sweep` does. */
async function sweep(directory: string, staging: PrivateStaging): Promise<SweepResult> {
  const plan = planOf(directory, staging);
  const result = await sweepLedger(plan, meansOf(staging));
  clearSettled(plan.parts);
  return result;
}
const bypass = ({ auth, bypassKey }: PrivateStaging, n: number): Promise<unknown> =>
  auth.bypass(bypassKey, identityOf(n));
const createLedger = (directory: string): UserLedger =>
  createUserLedger(
    createLedgerFile(directory, runId, () => ({
      kind: 'owner',
      version: 1,
      at,
      run: runId,
      target,
      userKeyCheck: userKeyCheck(userKey),
      owner: thisProcess(),
    })),
  );
test.describe('the ledger of users', () => {
  test('names a user before the request that makes it is sent, and then what became of it', async ({
    startStaging,
  }, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const { authService, bypassKey } = await startStaging();
    const atSend: (string | undefined)[] = [];
    const ledger = createLedger(directory);
    const client = ledger.watch({
      send: (request) => {
        atSend.push(readLedger(directory)[0]?.users[0]?.fate);
        return authService.send(request);
      },
    });
    const { email, password, name } = identityOf(1);
    const id = `e2e-${email.split('@')[0] ?? ''}`;
    const headers = { 'X-E2E-Bypass-Key': bypassKey };
    const remove = { method: 'DELETE', path: `/auth/users/${id}`, headers } as const;

    await client.send({ method: 'POST', path: '/auth/e2e/test-auth', headers, body: { email } });
    await client.send(remove);
    await client.send(remove);
    ledger.absent({ way: 'bypass', email });
    ledger.close();

    const [path = ''] = readdirSync(directory);
    const text = readFileSync(join(directory, path), 'utf8');
    expect(atSend).toEqual(['planned', 'made', 'removed']);
    expect(readLedger(directory)[0]?.users).toMatchObject([{ way: 'bypass', email, id, fate: 'absent' }]);
    expect(text).not.toContain(password.reveal());
    expect(text).not.toContain(name);
  });

  for (const [what, status, fate] of [
    ['a refusal proves that nobody was made', 422, 'absent'],
    ['a conflict proves nothing', 409, 'planned'],
    ['a failure of the service proves nothing', 500, 'planned'],
  ] as const) {
    test(`knows that ${what}`, async ({}, testInfo) => {
      const directory = testInfo.outputPath('ledger');
      const ledger = createLedger(directory);
      const answer = new WireResponse({ request: 'any', status, headers: new Headers(), body: '{}' });
      const client = ledger.watch({ send: () => Promise.resolve(answer) });

      await client.send({ method: 'POST', path: '/auth/register', body: { email: identityOf(1).email } });
      ledger.close();

      expect(readLedger(directory)[0]?.users).toMatchObject([{ fate, wasMade: false }]);
    });
  }

  test('that the disk has no room for is whole up to the last user who was asked for', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    // No file may grow beyond 4 KiB, as on a disk that is full then.
    const script = 'ulimit -f 8; exec "$0" --import tsx lab/plants/fill-ledger.ts "$1"';
    const output = await new Promise<string>((resolve) => {
      execFile(
        'sh',
        ['-c', script, process.execPath, directory],
        { cwd: projectRoot, env: childEnvironment({ TSX_DISABLE_CACHE: '1' }) },
        (_error, stdout, stderr) => {
          resolve(stdout + stderr);
        },
      );
    });
    const [part] = readLedger(directory);
    const asked = output.split('\n').filter((line) => line.startsWith('asked for ')).length;

    expect(output).toContain('[LEDGER_UNWRITABLE]');
    expect(output).toContain('EFBIG');
    expect(asked).toBeGreaterThan(5);
    expect(part).toMatchObject({ problems: [] });
    expect(part?.users).toHaveLength(asked);
  });

  test('has a file for each writer, so that none disturbs another', async ({ startStaging }, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const staging = await startStaging();
    const headers = { 'X-E2E-Bypass-Key': staging.bypassKey };
    const ledgers = [createLedger(directory), createLedger(directory)];
    const clients = ledgers.map((ledger) => ledger.watch(staging.authService));
    await Promise.all(
      clients.flatMap((client, half) =>
        Array.from({ length: 20 }, (_, n) =>
          client.send({
            method: 'POST',
            path: '/auth/e2e/test-auth',
            headers,
            body: { email: identityOf(20 * half + n).email },
          }),
        ),
      ),
    );
    for (const ledger of ledgers) ledger.close();

    const parts = readLedger(directory);
    expect(parts.map(({ users }) => users.filter(({ fate }) => fate === 'made').length)).toEqual([20, 20]);
    expect(parts.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('is read on where an entry of it cannot be read, or is a link, and says which', ({ projectWith }) => {
    const root = projectWith({
      ...fileOf(ownerLine(dead()), ...made(identityOf(1).email)),
      'elsewhere.ndjson': '',
    });
    const entry = (pid: number): string => join(root, `ledger/${runId}-${pid}-0123abcd.ndjson`);
    mkdirSync(entry(15));
    symlinkSync(join(root, 'elsewhere.ndjson'), entry(16));

    const parts = readLedger(join(root, 'ledger'));
    expect(parts.flatMap(({ users }) => users)).toHaveLength(1);
    expect(parts.flatMap(({ problems }) => problems)).toEqual([
      expect.stringMatching(/-15-0123abcd\.ndjson: the file cannot be read \(EISDIR\)/),
      expect.stringMatching(/-16-0123abcd\.ndjson: the file cannot be read \(ELOOP\)/),
    ]);
  });

  test('is not written by a sweep through a link', ({ projectWith }) => {
    const root = projectWith({ 'elsewhere.ndjson': '' });
    const path = join(root, `${runId}-16-0123abcd.ndjson`);
    symlinkSync(join(root, 'elsewhere.ndjson'), path);

    expect(() => {
      appendSweep({ path }, thisProcess(), []);
    }).toThrow('ELOOP');
    expect(readFileSync(join(root, 'elsewhere.ndjson'), 'utf8')).toBe('');
  });
});

test.describe('whose users are abandoned', () => {
  const until = (date: string, clock?: 'target') => ({
    kind: 'lease',
    at,
    until: date,
    ...(clock && { clock }),
  });
  const cases: {
    title: string;
    owner: () => ProcessOwner;
    leases: object[];
    /** Whether it is abandoned, and whether it is live. */
    is: 'abandoned' | 'live' | 'unknown';
    because: RegExp;
    /** By the target's clock; none where the target showed no time. */
    nowMs?: number | undefined;
  }[] = [
    {
      title: 'a running process keeps its users, however long its lease is over',
      owner: thisProcess,
      leases: [until('2020-01-01T00:00:00.000Z', 'target')],
      is: 'live',
      because: /is running$/,
    },
    {
      title: 'a process that has the pid of an earlier one is not taken for it',
      owner: dead,
      leases: [until('2026-11-22T00:10:00.000Z', 'target')],
      is: 'abandoned',
      because: /has ended$/,
    },
    {
      title: 'a process of another machine keeps its users while its lease lasts',
      owner: elsewhere,
      leases: [until('2026-11-22T00:10:00.000Z', 'target')],
      is: 'live',
      because: /lasts until 2026-11-22T00:10:00\.000Z by the target's clock$/,
    },
    {
      title: 'a process of another machine loses its users with its lease',
      owner: elsewhere,
      leases: [until('2026-11-21T23:59:59.000Z', 'target')],
      is: 'abandoned',
      because: /^the lease of process \d+ on another-laptop ended at .* by the target's clock$/,
    },
    {
      title: 'a lease is not judged where the target shows no time',
      owner: elsewhere,
      leases: [until('2020-01-01T00:00:00.000Z', 'target')],
      is: 'unknown',
      because: /cannot be judged, as the target's clock is not known$/,
      nowMs: undefined,
    },
    {
      title: 'a lease by a clock that may be wrong counts a day longer',
      owner: elsewhere,
      leases: [until('2026-11-21T23:40:00.000Z')],
      is: 'unknown',
      because: /is by a clock that was not compared with the target's: it counts a day longer$/,
    },
    {
      title: 'a lease by a clock that may be wrong is over after a day',
      owner: elsewhere,
      leases: [until('2026-11-20T23:59:59.000Z')],
      is: 'abandoned',
      because: /ended at 2026-11-20T23:59:59\.000Z, more than a day ago$/,
    },
    {
      title: 'a process of another container of one name is judged by its lease',
      owner: () => ({ ...thisProcess(), space: 'another container' }),
      leases: [until('2026-11-22T00:10:00.000Z', 'target')],
      is: 'live',
      because: /lasts until/,
    },
    {
      title: 'a lease that ends later than any can, as a clock was set, proves nothing, and says so',
      owner: elsewhere,
      leases: [until('2026-11-23T00:00:00.000Z', 'target')],
      is: 'unknown',
      because: /later than any lease can: a clock was set$/,
    },
    {
      title: 'of several leases the last counts',
      owner: elsewhere,
      leases: [until('2026-11-22T01:00:00.000Z', 'target'), until('2026-11-21T23:00:00.000Z', 'target')],
      is: 'abandoned',
      because: /ended at 2026-11-21T23:00/,
    },
  ];
  for (const { title, owner, leases, is, because, ...clock } of cases) {
    test(title, ({ projectWith }) => {
      const root = projectWith(fileOf(ownerLine(owner()), ...leases, ...made(identityOf(1).email)));
      const { nowMs } = { nowMs: Date.parse(at), ...clock };
      const [part] = readLedger(join(root, 'ledger'));

      expect(
        part && stateOfPart(part, thisProcess(), nowMs === undefined ? undefined : { nowMs: () => nowMs }),
      ).toEqual({
        isAbandoned: is === 'abandoned',
        isLive: is === 'live',
        because: expect.stringMatching(because),
      });
    });
  }
});

test.describe('a sweep', () => {
  test('removes the users that a dead process left, and keeps a file that ends within a line', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    await bypass(staging, 1);
    await bypass(staging, 2);
    const [one, two] = [identityOf(1).email, identityOf(2).email];
    const root = projectWith(
      fileOf(ownerLine(dead()), ...made(one), ...made(two), '{"kind":"planned","at":"20'),
    );

    const cut: unknown = expect.stringMatching(
      /0123abcd\.ndjson: the file ends within a line, line 6 is not JSON\. Run 2611220000-abc123 wrote it\./,
    );
    expect(await sweep(join(root, 'ledger'), staging)).toEqual({ removed: 2, absent: 0, problems: [cut] });
    expect(staging.staging.count('users')).toBe(0);
    expect(readLedger(join(root, 'ledger'))).toHaveLength(1);
  });

  test('goes on where an earlier sweep ended, behind a damaged line', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    await bypass(staging, 2);
    const [one, two] = [identityOf(1).email, identityOf(2).email];
    const root = projectWith(
      fileOf(
        ...[ownerLine(dead()), ...made(one), ...made(two), '{"kind":"pla\n'],
        ...[
          { kind: 'sweep', at, by: dead() },
          { kind: 'absent', at, way: 'bypass', email: one },
        ],
      ),
    );

    const damaged: unknown = expect.stringContaining('0123abcd.ndjson: line 6 is not JSON.');
    expect(await sweep(join(root, 'ledger'), staging)).toEqual({
      removed: 1,
      absent: 0,
      problems: [damaged],
    });
    expect(staging.staging.count('users')).toBe(0);
  });

  test('removes whom it can read of a damaged file, keeps the file, and says which line it is', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    await bypass(staging, 1);
    const root = projectWith(
      fileOf(ownerLine(dead()), '\u0000\u0007 garbage\n', ...made(identityOf(1).email)),
    );

    expect(await sweep(join(root, 'ledger'), staging)).toMatchObject({
      removed: 1,
      problems: [expect.stringMatching(/0123abcd\.ndjson: line 2 is not JSON\./)],
    });
    expect(staging.staging.count('users')).toBe(0);
    expect(readLedger(join(root, 'ledger'))).toHaveLength(1);
  });

  test('says of a damaged last line every time that it sweeps', async ({ startStaging, projectWith }) => {
    const staging = await startStaging();
    await bypass(staging, 1);
    const root = projectWith(fileOf(ownerLine(dead()), ...made(identityOf(1).email), '\u0007 garbage\n'));
    const told: unknown = expect.stringMatching(/0123abcd\.ndjson: line 4 is not JSON\./);

    expect(await sweep(join(root, 'ledger'), staging)).toMatchObject({ removed: 1, problems: [told] });
    expect(await sweep(join(root, 'ledger'), staging)).toMatchObject({ removed: 0, problems: [told] });
    expect(readLedger(join(root, 'ledger'))).toHaveLength(1);
  });

  test('leaves a file of another version alone, and says so', async ({ startStaging, projectWith }) => {
    const staging = await startStaging();
    await bypass(staging, 1);
    const root = projectWith(fileOf(ownerLine(dead(), { version: 3 }), ...made(identityOf(1).email)));

    const result = await sweep(join(root, 'ledger'), staging);
    expect(result.problems.join(' ')).toContain(
      'line 1 has version 3; this harness reads the versions 1 and 2, so use the harness that wrote it',
    );
    expect(staging.staging.count('users')).toBe(1);
    expect(readLedger(join(root, 'ledger'))).toHaveLength(1);
  });

  test('removes no user of a running process', async ({ startStaging, projectWith }) => {
    const staging = await startStaging();
    await bypass(staging, 1);
    const root = projectWith(fileOf(ownerLine(thisProcess()), ...made(identityOf(1).email)));

    expect(await sweep(join(root, 'ledger'), staging)).toEqual({ removed: 0, absent: 0, problems: [] });
    expect(staging.staging.count('users')).toBe(1);
  });

  test('takes a login that is refused for no proof where the user key is another', async ({
    startStaging,
    projectWith,
  }) => {
    const staging = await startStaging();
    const { email } = await staging.auth.register(identityOf(1)).then(({ user }) => user);
    const root = projectWith(
      fileOf(ownerLine(dead(), { userKeyCheck: 'of another key' }), {
        ...{ kind: 'planned', at, way: 'provisioned', email },
      }),
    );

    const { problems } = await sweep(join(root, 'ledger'), staging);
    expect(problems).toEqual([
      expect.stringMatching(/^\[USER_KEY_DIFFERS\] .* Set the one that run 2611220000-abc123 had\.$/),
    ]);
    expect(staging.staging.count('users')).toBe(1);
    expect(readLedger(join(root, 'ledger'))).toHaveLength(1);
  });

  test('removes registered users by their own login', async ({ startStaging, projectWith }) => {
    const staging = await startStaging();
    const { email } = await staging.auth.register(identityOf(1)).then(({ user }) => user);
    const root = projectWith(fileOf(ownerLine(dead()), { kind: 'planned', at, way: 'provisioned', email }));

    expect(await sweep(join(root, 'ledger'), staging)).toEqual({ removed: 1, absent: 0, problems: [] });
    expect(staging.staging.count('users')).toBe(0);
  });

  test('beside another sweep leaves nobody, and neither complains', async ({ startStaging, projectWith }) => {
    const staging = await startStaging();
    const numbers = Array.from({ length: 30 }, (_, n) => n);
    await Promise.all(numbers.map((n) => bypass(staging, n)));
    const root = projectWith(fileOf(ownerLine(dead()), ...numbers.flatMap((n) => made(identityOf(n).email))));

    const results = await Promise.all([
      sweep(join(root, 'ledger'), staging),
      sweep(join(root, 'ledger'), staging),
    ]);
    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
    expect(staging.staging.count('users')).toBe(0);
    expect(readdirSync(root)).toEqual([]);
  });

  test('keeps in the ledger whom the target did not remove', async ({ startStaging, projectWith }) => {
    const staging = await startStaging({
      compose: (healthy) => ({ ...healthy, users: { ...healthy.users, remove: () => true } }),
    });
    await bypass(staging, 1);
    const root = projectWith(fileOf(ownerLine(dead()), ...made(identityOf(1).email)));

    const { removed, problems } = await sweep(join(root, 'ledger'), staging);
    expect(removed).toBe(0);
    expect(problems).toEqual([
      expect.stringMatching(/\[USER_NOT_GONE\] DELETE .* must be answered with 404, and got 204\.$/),
    ]);
    expect(readLedger(join(root, 'ledger'))[0]?.users).toMatchObject([{ fate: 'made' }]);
  });
});

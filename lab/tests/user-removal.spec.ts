import { appendFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { thisProcess } from '../../config/process-owner.ts';
import { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../../helpers/http/http-client.ts';
import { appendSweep, createLedgerFile } from '../../helpers/users/ledger/ledger-file.ts';
import { stateOfPart } from '../../helpers/users/ledger/owner.ts';
import { readLedger } from '../../helpers/users/ledger/read-ledger.ts';
import { bypassUserId, testEmail, userKeyCheck } from '../../helpers/users/ledger/test-identity.ts';
import { createUserLedger, type UserLedger } from '../../helpers/users/ledger/user-ledger.ts';
import { createDeletionPatience } from '../../helpers/users/deletion-patience.ts';
import { removeOwnUser, removeUser } from '../../helpers/users/remove-user.ts';
import { planSweep } from '../../helpers/users/sweep/plan-sweep.ts';
import { sweepLedger, type SweepResult } from '../../helpers/users/sweep/sweep-ledger.ts';
import { expect, test } from '../fixtures/test.ts';
import { scriptedAuth, signedInAs } from '../scripted-auth.ts';

const run = '2611220000-abc123';
const at = '2026-11-22T00:00:00.000Z';
const email = testEmail({ runId: run, workerIndex: 0, n: 1 });
const id = `e2e-${email.split('@')[0] ?? ''}`;
const userKey = new Secret('the user key of these tests, of forty characters', { isPublic: true });
const bypassKey = new Secret('a bypass key of these tests', { isPublic: true });
const nobody = 'DELETE /auth/users/e2e-test-nobody';

const createLedger = (directory: string): UserLedger =>
  createUserLedger(
    createLedgerFile(directory, run, () => ({
      kind: 'owner',
      version: 1,
      at,
      run,
      target: 'https://auth.staging.example',
      userKeyCheck: userKeyCheck(userKey),
      owner: thisProcess(),
    })),
  );
const makeByBypass = { method: 'POST', path: '/auth/e2e/test-auth', body: { email } } as const;
const meansOf = (auth: HttpClient) => ({ auth, bypassKey, userKey, patience: createDeletionPatience(0) });
const removeAll = async (ledger: UserLedger, auth: HttpClient): Promise<void> => {
  for (const user of ledger.open()) await removeOwnUser(user, ledger, meansOf(auth));
};
const planned = { kind: 'planned', at, way: 'bypass', email } as const;

/** Sweeps a file of a dead process with these lines. */
async function sweepFile(
  root: string,
  auth: HttpClient,
  settleMs: number,
  patience = createDeletionPatience(0),
): Promise<SweepResult> {
  const judged = readLedger(join(root, 'ledger')).map((part) => ({
    part,
    state: stateOfPart(part, thisProcess()),
  }));
  const problems = judged.flatMap(({ part }) => part.problems);
  const plan = planSweep({ parts: judged, problems, others: [], clock: undefined }, meansOf(auth));
  return sweepLedger(plan, { ...meansOf(auth), patience, by: thisProcess(), settleMs });
}
const fileOf = (lines: readonly object[], changes: Record<string, unknown> = {}): Record<string, string> => ({
  [`ledger/${run}-17-0123abcd.ndjson`]: [
    {
      kind: 'owner',
      version: 1,
      at,
      run,
      target: 'https://auth.staging.example',
      userKeyCheck: userKeyCheck(userKey),
      owner: { ...thisProcess(), startedAt: 'another time' },
      ...changes,
    },
    ...lines,
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(''),
});

test.describe('a removal', () => {
  for (const status of [404, 405])
    test(`takes no 404 for an absent user where ${status} says that nobody can be removed`, async () => {
      const auth = scriptedAuth({ 'DELETE any': [404], [nobody]: [status] });

      await expect(
        removeUser({ way: 'bypass', email, id, fate: 'made', openDeletions: 0 }, meansOf(auth)),
      ).rejects.toThrow(`[ROUTE_MISSING] ${nobody} without credentials: expected 401, got ${status}`);
    });

  test('asks once whether a 404 is about the user', async () => {
    const auth = scriptedAuth({ 'DELETE any': [404], [nobody]: [401] });
    const user = { way: 'bypass', email, id, fate: 'planned', openDeletions: 0 } as const;

    expect(await removeUser(user, meansOf(auth))).toBe('absent');
    expect(await removeUser(user, meansOf(auth))).toBe('absent');
    expect(auth.asked.filter((call) => call === nobody)).toHaveLength(1);
  });

  test('of a registered user who was made takes a refused login for no proof', async () => {
    const auth = scriptedAuth({ 'POST /auth/login': [401] });
    const user = { way: 'provisioned', email, id: 'an-id', openDeletions: 0 } as const;
    const means = { ...meansOf(auth), bypassKey: undefined };

    await expect(removeUser({ ...user, fate: 'made' }, means)).rejects.toThrow(
      `[NOT_SHOWN] ${email} was made, its login is refused, and E2E_OAUTH_SIMULATION_KEY is not set`,
    );
    expect(await removeUser({ ...user, fate: 'planned' }, means)).toBe('absent');
  });

  const me = 'GET /auth/me';
  const login = 'POST /auth/login';
  const deletion = `DELETE /auth/users/${id}`;
  const token = new Secret('a token of these tests', { isPublic: true });
  const byBypass = { way: 'bypass', email, id, fate: 'made', openDeletions: 0, token } as const;
  const ownDeletion = `DELETE /auth/users/${id.replace('e2e', 'usr')}`;
  const registered = {
    ...byBypass,
    way: 'provisioned',
    id: id.replace('e2e', 'usr'),
    token: undefined,
  } as const;
  for (const { what, user, answers, sent } of [
    {
      what: 'of the bypass by its old token, and never signs in again',
      user: byBypass,
      answers: { [me]: [200, 401], [deletion]: [204] },
      sent: [me, deletion, me],
    },
    {
      what: 'of the bypass by a second deletion where its token was refused before',
      user: byBypass,
      answers: { [me]: [401], [deletion]: [204, 404] },
      sent: [me, deletion, deletion],
    },
    {
      what: 'of the bypass that is not active by its old token',
      user: byBypass,
      answers: { [me]: [403, 401], [deletion]: [204] },
      sent: [me, deletion, me],
    },
    {
      what: 'that registered by its login',
      user: registered,
      answers: { [login]: [200, 401], [ownDeletion]: [204] },
      sent: [login, ownDeletion, login],
    },
    {
      what: 'that registered with another password by its old token',
      user: { ...registered, token },
      answers: { [login]: [401], [me]: [200, 401], [ownDeletion]: [204] },
      sent: [login, me, ownDeletion, me],
    },
  ])
    test(`shows a user to be gone ${what}`, async () => {
      const auth = scriptedAuth(answers);

      expect(await removeUser(user, meansOf(auth))).toBe('removed');
      expect(auth.asked).toEqual(sent);
    });

  for (const { what, user, answers, seen } of [
    {
      what: 'keeps a token of the bypass after 204',
      user: byBypass,
      answers: { [me]: [200], [deletion]: [204, 404] },
      seen: `${me} must be answered with 401, and got 200`,
    },
    {
      what: 'keeps a token of the bypass after 404',
      user: byBypass,
      answers: { [me]: [200], [deletion]: [404], [nobody]: [401] },
      seen: `${me} must be answered with 401, and got 200`,
    },
    {
      what: 'keeps a login after 204',
      user: registered,
      answers: { [login]: [200], [ownDeletion]: [204, 404] },
      seen: `${login} must be answered with 401, and got 200`,
    },
    {
      what: 'keeps a login after 404',
      user: registered,
      answers: { [login]: [200], [ownDeletion]: [404], [nobody]: [401] },
      seen: `${login} must be answered with 401, and got 200`,
    },
    {
      what: 'answers 204 again',
      user: { ...byBypass, token: undefined },
      answers: { [deletion]: [204] },
      seen: `${deletion} must be answered with 404, and got 204`,
    },
    {
      what: 'fails when it is asked for the user afterwards',
      user: byBypass,
      answers: { [me]: [200, 500], [deletion]: [204] },
      seen: `${me} must be answered with 401, and got 500`,
    },
  ])
    test(`takes no deletion for done where the target ${what}`, async () => {
      await expect(removeUser(user, meansOf(scriptedAuth(answers)))).rejects.toThrow(
        new RegExp(String.raw`^\[USER_NOT_GONE\] DELETE .* and the user is still there \(A9\).*${seen}`),
      );
    });

  test('waits for a deletion that binds within its deadline', async () => {
    const auth = scriptedAuth({ [me]: [200, 200, 401], [deletion]: [204] });
    const means = { ...meansOf(auth), patience: createDeletionPatience(2_000) };

    expect(await removeUser(byBypass, means)).toBe('removed');
    expect(auth.asked).toEqual([me, deletion, me, me]);
  });

  test('waits for deletions that never bind once in a run, in whichever process, and names each user', async ({}, testInfo) => {
    const directory = testInfo.outputPath('run');
    const users = [1, 2, 3].map((n) => {
      const one = testEmail({ runId: run, workerIndex: 0, n });
      return { ...byBypass, email: one, id: bypassUserId(one) };
    });
    const looks: number[] = [];
    const errors: unknown[] = [];
    for (const user of users) {
      const auth = scriptedAuth({ [me]: [200], 'DELETE any': [204] });
      const patience = createDeletionPatience(600, directory);
      errors.push(await removeUser(user, { ...meansOf(auth), patience }).catch((error: unknown) => error));
      looks.push(auth.asked.filter((call) => call === me).length - 1);
    }

    // The first for as long as a deletion may take, the others once.
    expect(looks[0]).toBeGreaterThan(1);
    expect(looks.slice(1)).toEqual([1, 1]);
    const once = 'It was looked at once: the deletion of another user did not bind in that time.';
    expect(errors.map(String)).toEqual(
      users.map(({ id: one }, index) =>
        expect.stringMatching(
          new RegExp(
            String.raw`\[USER_NOT_GONE\] DELETE /auth/users/${one} .* within 600 ms .* got 200\.${index === 0 ? '' : ` ${once}`}$`,
          ),
        ),
      ),
    );
  });

  test('removes no user but the one that it asked for', async () => {
    const other = { status: 200, body: signedInAs('chief@netra.example', 'usr-chief') };
    const auth = scriptedAuth({ [login]: [other], 'DELETE any': [204] });

    await expect(removeUser(registered, meansOf(auth))).rejects.toThrow(
      `[UNEXPECTED_USER] ${login} with the password of ${email} signs in another user (A4).`,
    );
    await expect(
      removeUser({ ...byBypass, id: 'e2e-test-chief' }, meansOf(scriptedAuth({ [me]: [200] }))),
    ).rejects.toThrow(
      `[UNEXPECTED_USER] The target gave ${email} the id "e2e-test-chief", which is another user's (A2).`,
    );
    expect(auth.asked).toEqual([login]);
  });

  test('of a user that something else removed meanwhile is not the own one, and says so', async ({}, testInfo) => {
    const auth = scriptedAuth({ 'POST any': [200], [me]: [200, 401], [deletion]: [404] });
    const ledger = createLedger(testInfo.outputPath('ledger'));
    await ledger.watch(auth).send(makeByBypass);
    const tokens = { ...ledger, tokenOf: () => token };

    for (const user of ledger.open())
      await expect(removeOwnUser(user, tokens, meansOf(ledger.watch(auth)))).rejects.toThrow(
        'expected 204 for a user that this run made and had not removed (A9), got 404. What else removes its users?',
      );
    expect(ledger.open()).toHaveLength(1);
    ledger.close();
  });

  test('of a user that was made takes a 404 for no proof, and notes nothing', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const auth = scriptedAuth({ 'POST any': [200], 'DELETE any': [404], [nobody]: [401] });
    const ledger = createLedger(directory);
    await ledger.watch(auth).send(makeByBypass);

    await expect(removeAll(ledger, auth)).rejects.toThrow(
      `[NOT_SHOWN] ${email} was made, was not removed by this harness, and its deletion is answered with 404`,
    );
    ledger.close();
    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'made' }]);
  });
});

test.describe('the ledger', () => {
  for (const [what, path, status] of [
    ['hears of a user who is made by a path with a query', '/auth/e2e/test-auth?any=1', 500],
    ['takes a 408 for no proof that nobody was made', '/auth/e2e/test-auth', 408],
    ['takes a 499 for no proof that nobody was made', '/auth/e2e/test-auth', 499],
    ['takes a 503 of something before the service for no proof', '/auth/e2e/test-auth', 503],
  ] as const)
    test(what, async ({}, testInfo) => {
      const directory = testInfo.outputPath('ledger');
      const ledger = createLedger(directory);
      await ledger.watch(scriptedAuth({ 'POST any': [status] })).send({ ...makeByBypass, path });
      ledger.close();

      expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'planned' }]);
    });

  test('believes a service that has no key for its bypass that it made no user', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const detail = 'E2E authentication not configured';
    const ledger = createLedger(directory);
    await ledger.watch(scriptedAuth({ 'POST any': [{ status: 503, body: { detail } }] })).send(makeByBypass);
    ledger.close();

    expect(ledger.open()).toEqual([]);
    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'absent' }]);
  });

  for (const status of [500, 503])
    test(`calls a user who registered to a ${status} absent once its login is refused`, async ({}, testInfo) => {
      const ledger = createLedger(testInfo.outputPath('ledger'));
      const auth = scriptedAuth({ 'POST /auth/register': [status], 'POST /auth/login': [401] });
      await ledger.watch(auth).send({ method: 'POST', path: '/auth/register', body: { email } });
      await removeAll(ledger, auth);
      ledger.close();

      expect(auth.asked).toEqual(['POST /auth/register', 'POST /auth/login']);
      expect(ledger.open()).toEqual([]);
    });

  test('calls nobody absent because a stranger was told that nobody is there', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const ledger = createLedger(directory);
    const client = ledger.watch(scriptedAuth({ 'POST any': [200], 'DELETE any': [404] }));
    await client.send(makeByBypass);
    await client.send({ method: 'DELETE', path: `/auth/users/${id}` });
    ledger.close();

    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'made' }]);
  });

  test('calls nobody absent while a request that makes it has no answer', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const auth = scriptedAuth({ 'POST any': ['none'], 'DELETE any': [404], [nobody]: [401] });
    const ledger = createLedger(directory);
    await expect(ledger.watch(auth).send(makeByBypass)).rejects.toThrow('no answer in time');
    await removeAll(ledger, auth);
    ledger.close();

    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'planned' }]);
  });

  test('calls a user absent whose later request was refused, as all have an answer', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const auth = scriptedAuth({ 'POST any': [200, 409], 'DELETE any': [204, 404] });
    const ledger = createLedger(directory);
    const client = ledger.watch(auth);
    await client.send(makeByBypass);
    await client.send(makeByBypass);
    await removeAll(ledger, auth);
    ledger.close();

    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'absent' }]);
  });
});

test.describe('the file of a ledger', () => {
  for (const { what, change, says } of [
    {
      what: 'removed',
      change: (path: string) => {
        rmSync(path);
      },
      says: 'it was removed',
    },
    {
      what: 'renamed',
      change: (path: string) => {
        renameSync(path, `${path}.old`);
      },
      says: 'it was renamed or replaced',
    },
    {
      what: 'cut',
      change: (path: string) => {
        truncateSync(path, 0);
      },
      says: 'it has 0 bytes, and this process has written',
    },
    {
      what: 'written by something else',
      change: (path: string) => {
        appendFileSync(path, '\n');
      },
      says: 'bytes, and this process has written',
    },
  ])
    test(`that is ${what} while it is used stops new users, removes those there are, and is reported`, async ({}, testInfo) => {
      const directory = testInfo.outputPath('ledger');
      const auth = scriptedAuth({ 'POST any': [200], 'DELETE any': [204, 404] });
      const ledger = createLedger(directory);
      const client = ledger.watch(auth);
      await client.send(makeByBypass);
      const [{ path } = { path: '' }] = readLedger(directory);
      change(path);
      const changed = new RegExp(`^\\[LEDGER_CHANGED\\] .*: .*${says}.* while run ${run} used it\\.`);

      await expect(client.send(makeByBypass)).rejects.toThrow(changed);
      await removeAll(ledger, client);
      expect(auth.asked).toEqual([
        'POST /auth/e2e/test-auth',
        'GET /auth/me',
        `DELETE /auth/users/${id}`,
        `DELETE /auth/users/${id}`,
      ]);
      expect(ledger.open()).toEqual([]);
      expect(() => {
        ledger.close();
      }).toThrow(/LEDGER_CHANGED/);
    });

  test('has a lease by the clock of the target, once an answer has shown it', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const ledger = createLedger(directory);
    const auth = scriptedAuth({ 'POST any': [200] }, { Date: 'Sun, 22 Nov 2026 00:00:00 GMT', Age: '60' });
    await ledger.watch(auth).send(makeByBypass);
    ledger.close();

    const [part] = readLedger(directory);
    expect(part?.lease.isByTarget).toBe(true);
    expect((part?.lease.untilMs ?? 0) - Date.parse('2026-11-22T00:16:00Z')).toBeLessThan(5_000);
    expect((part?.lease.untilMs ?? 0) - Date.parse('2026-11-22T00:16:00Z')).toBeGreaterThanOrEqual(0);
  });
});

test.describe('a sweep', () => {
  const others = testEmail({ runId: '2611220000-zzz999', workerIndex: 0, n: 1 });
  for (const [whom, line] of [
    ['of another run', { way: 'bypass', email: others, id: `e2e-${others.split('@')[0] ?? ''}` }],
    ['of another place', { way: 'bypass', email: `${email}.example.com`, id }],
    ['of its run with the id of another one', { way: 'bypass', email, id: 'e2e-somebody' }],
    ['who registered, with the id of the bypass', { way: 'provisioned', email, id: 'e2e-somebody' }],
  ] as const) {
    test(`asks nothing for a user ${whom}, and says that its run did not make it`, async ({
      projectWith,
    }) => {
      const root = projectWith(fileOf([{ ...planned, ...line, kind: 'made' }]));
      const auth = scriptedAuth({ 'DELETE any': [204, 404] });

      const { removed, problems } = await sweepFile(root, auth, 0);
      expect(auth.asked).toEqual([]);
      expect(removed).toBe(0);
      expect(problems).toEqual([expect.stringContaining(`was not made by run ${run}`)]);
    });
  }

  for (const odd of ['', '.', '..'])
    test(`sends no request whose path ends in the id "${odd}"`, async () => {
      const auth = scriptedAuth({ 'POST /auth/login': [401], 'DELETE any': [204, 404] });
      const user = { way: 'provisioned', email, id: odd, fate: 'made', openDeletions: 0 } as const;

      await expect(removeUser(user, meansOf(auth))).rejects.toThrow(
        `[ID_INVALID] ${email} has the id "${odd}"`,
      );
      expect(auth.asked).toEqual(['POST /auth/login']);
    });

  test('without the key for them says which users it cannot remove, and of a lost id something else', async () => {
    const auth = scriptedAuth({});
    const user = { way: 'bypass', email, fate: 'made', openDeletions: 0 } as const;

    await expect(removeUser({ ...user, id }, { ...meansOf(auth), bypassKey: undefined })).rejects.toThrow(
      '[KEY_MISSING]',
    );
    await expect(removeUser({ ...user, id: undefined }, meansOf(auth))).rejects.toThrow('[ID_INVALID]');
  });

  test('gives up where the target does not answer, and says of how many it does not know', async ({
    projectWith,
  }) => {
    const many = Array.from({ length: 50 }, (_, n) => ({
      ...planned,
      email: testEmail({ runId: run, workerIndex: 0, n }),
    }));
    const root = projectWith(fileOf(many));
    const auth = scriptedAuth({ 'DELETE any': ['none'] });

    const { problems } = await sweepFile(root, auth, 0);
    expect(auth.asked.length).toBeLessThanOrEqual(8);
    expect(problems.at(-1)).toBe(
      `The target does not answer, so ${50 - auth.asked.length} further users were not asked for.`,
    );
  });

  test('waits once for deletions that never bind, and names each user', async ({ projectWith }) => {
    const many = Array.from({ length: 20 }, (_, n) => testEmail({ runId: run, workerIndex: 0, n }));
    const root = projectWith(fileOf(many.map((one) => ({ ...planned, email: one }))));
    const auth = scriptedAuth({ 'DELETE any': [204] });
    const patience = createDeletionPatience(600, join(root, 'run'));

    const { problems } = await sweepFile(root, auth, 0, patience);
    const looks = many.map((one) => auth.asked.filter((call) => call.endsWith(bypassUserId(one))).length);
    // Eight wait together; each of the others is removed, and looked at once.
    expect(looks.filter((count) => count > 2)).toHaveLength(8);
    expect(looks.filter((count) => count === 2)).toHaveLength(12);
    expect(problems).toHaveLength(20);
    for (const [index, problem] of problems.toSorted().entries())
      expect(problem).toContain(`${many.toSorted()[index] ?? ''}: [USER_NOT_GONE]`);
  });

  test('believes a file only that begins with its owner, of the run that its name says', async ({
    projectWith,
  }) => {
    const lines = [planned, { ...planned, kind: 'made', id }];
    const root = projectWith(fileOf(lines, { run: '2611220000-zzz999' }));
    const auth = scriptedAuth({ 'DELETE any': [204, 404] });

    const { problems } = await sweepFile(root, auth, 0);
    expect(auth.asked).toEqual([]);
    expect(problems.join('\n')).toContain(
      `the name of the file says run ${run}, and its first line says run 2611220000-zzz999`,
    );
  });

  test('takes no owner from within a file', async ({ projectWith }) => {
    const [[path, text] = ['', '']] = Object.entries(fileOf([planned]));
    const root = projectWith({ [path]: text.split('\n').toReversed().slice(1).concat('').join('\n') });
    const auth = scriptedAuth({ 'DELETE any': [204, 404] });

    const { problems } = await sweepFile(root, auth, 0);
    expect(auth.asked).toEqual([]);
    expect(problems.join('\n')).toContain('line 2 names a process, which only the first line may');
  });

  const madeLines = [planned, { ...planned, kind: 'made', id }];
  const deleting = { ...planned, kind: 'deleting' };
  for (const { what, lines, isShown } of [
    { what: 'that no process has deleted', lines: [], isShown: false },
    {
      what: 'whose deletion was answered otherwise',
      lines: [deleting, { ...planned, kind: 'kept' }],
      isShown: false,
    },
    {
      what: 'whose deletion was answered with 204',
      lines: [deleting, { ...planned, kind: 'removed' }],
      isShown: true,
    },
    { what: 'whose deletion had no answer', lines: [deleting], isShown: true },
    {
      what: 'that was still there after its deletion',
      lines: [deleting, { ...planned, kind: 'removed' }, { ...planned, kind: 'there' }],
      isShown: false,
    },
    {
      what: 'that was made again after its deletion',
      lines: [{ ...planned, kind: 'removed' }, ...madeLines],
      isShown: false,
    },
  ])
    test(`takes a 404 for ${isShown ? 'the end' : 'no proof of the end'} of a user ${what}, twice`, async ({
      projectWith,
    }) => {
      const root = projectWith(fileOf([...madeLines, ...lines]));
      const auth = scriptedAuth({ 'DELETE any': [404], [nobody]: [401] });
      const notShown: unknown = expect.stringContaining(`[NOT_SHOWN] ${email} was made`);
      const missed = { removed: 0, absent: 0, problems: [notShown] };

      expect(await sweepFile(root, auth, 0)).toEqual(
        isShown ? { ...missed, absent: 1, problems: [] } : missed,
      );
      expect(await sweepFile(root, auth, 0)).toEqual(isShown ? { ...missed, problems: [] } : missed);
      expect(readLedger(join(root, 'ledger'))[0]?.users).toMatchObject([
        { fate: isShown ? 'absent' : 'made' },
      ]);
    });

  test('takes the lines of another sweep for the reason of a 404', async ({ projectWith }) => {
    const root = projectWith(fileOf(madeLines));
    const auth = scriptedAuth({ 'DELETE any': [404], [nobody]: [401] });
    const [path = ''] = readLedger(join(root, 'ledger')).map((part) => part.path);
    const beside: HttpClient = {
      send: (request) => {
        appendSweep({ path }, thisProcess(), [{ ...planned, kind: 'deleting' }]);
        return auth.send(request);
      },
    };

    expect(await sweepFile(root, beside, 0)).toEqual({ removed: 0, absent: 1, problems: [] });
  });

  test('looks again for who was removed, or made once, while a request that makes it may be under way', async ({
    projectWith,
  }) => {
    const now = new Date().toISOString();
    const root = projectWith(fileOf([planned, { ...planned, kind: 'made', id }, { ...planned, at: now }]));
    // It lands between the first look and the second.
    const auth = scriptedAuth({ [`DELETE /auth/users/${id}`]: [204, 404, 204, 404] });

    expect(await sweepFile(root, auth, 300)).toEqual({ removed: 1, absent: 0, problems: [] });
    expect(auth.asked.filter((call) => call.endsWith(id))).toHaveLength(4);
  });
});

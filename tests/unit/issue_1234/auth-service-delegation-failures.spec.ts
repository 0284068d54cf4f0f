import { Secret } from '../../../config/secret.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';

const json = (status: string, body: unknown): string => {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
};
const withoutUser = {
  valid: true,
  email: 'test-1@staging.netrasystems.ai',
  permissions: ['read', 'write'],
  expires_at: '2099-01-01T00:00:00.000Z',
};
/** With a field that nobody knows, which changes nothing (contract C10). */
const active = { ...withoutUser, user_id: 'usr-1', tenant: 'blue' };
const withoutExpiry = { ...active, expires_at: undefined };

/** What the backend gets when it asks about a token; null is no answer at all. */
const failures: { what: string; answer: string | null }[] = [
  { what: 'does not answer in time', answer: null },
  { what: 'hangs up without an answer', answer: '' },
  { what: 'speaks another protocol', answer: 'SSH-2.0-OpenSSH_9.2p1\r\n' },
  {
    what: 'answers with malformed JSON',
    answer: 'HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"valid":true,',
  },
  { what: 'cuts its answer short', answer: 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"valid":true' },
  { what: 'answers with a page', answer: 'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>OK</html>' },
  { what: 'answers with nothing', answer: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' },
  {
    what: 'answers with 500',
    answer: json('500 Internal Server Error', { detail: 'Internal Server Error' }),
  },
  { what: 'answers with 404', answer: json('404 Not Found', { detail: 'Not Found' }) },
  { what: 'answers with 401', answer: json('401 Unauthorized', { detail: 'Unauthorized' }) },
  { what: 'answers with 403', answer: json('403 Forbidden', { detail: 'Forbidden' }) },
  { what: 'answers with 201 for 200', answer: json('201 Created', active) },
  {
    what: 'redirects to another place',
    answer: 'HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\nContent-Length: 0\r\n\r\n',
  },
  { what: 'does not say whose the token is', answer: json('200 OK', withoutUser) },
  { what: 'does not say when the token ends', answer: json('200 OK', withoutExpiry) },
  { what: 'says neither valid nor invalid', answer: json('200 OK', { user_id: 'usr-1' }) },
  { what: 'says "valid" with a text', answer: json('200 OK', { ...active, valid: 'true' }) },
  {
    what: "refuses the backend's id",
    answer: json('200 OK', { valid: false, error: 'invalid_service_id', message: '' }),
  },
  {
    what: "refuses the backend's secret",
    answer: json('200 OK', { valid: false, error: 'invalid_service_secret', message: '' }),
  },
  {
    what: 'has no secret for the backend',
    answer: json('200 OK', { valid: false, error: 'service_not_configured', message: '' }),
  },
  {
    what: 'could not validate',
    answer: json('200 OK', { valid: false, error: 'validation_error', message: '' }),
  },
];
/** To the breaker; its own refused credentials are none (D4), and time-outs have a test of their own. */
const isFailure = ({ answer }: { answer: string | null }): boolean =>
  answer !== null && !answer.includes('"error"');
const garbage = new Secret('garbage');

test.describe(
  'an auth service',
  { tag: ['@issue_1234', '@auth', '@critical'], annotation: needs('faults', 'short-timers') },
  () => {
    test('that is away makes every route and the socket unavailable, the login too, and public paths stay [N6 N9 N10 A4 P1]', async ({
      startStaging,
      refusals,
    }) => {
      const { auth, backend, attempt, bypassKey } = await startStaging({
        delegateTo: 'http://127.0.0.1:1',
      });
      const { access_token: token } = await auth.bypass(bypassKey, {
        email: 'test-away@staging.netrasystems.ai',
        name: 'Abe Away',
      });

      expect(await askEverywhere(backend, attempt, { token })).toBeRefusedEverywhere(
        refusals.authUnavailable,
      );
      expect(await backend.send({ method: 'GET', path: '/' })).toBeAnsweredWith(200);
      const login = { method: 'POST', path: '/api/auth/login', body: {} } as const;
      expect(await backend.send(login)).toBeRefused(refusals.authUnavailable);
      expect(await attempt({ via: 'none' })).toBeRefused(refusals.noToken);
    });

    test('that refuses a good token makes the backend refuse it [D1 N2]', async ({
      startStaging,
      refusals,
    }) => {
      const { auth, backend, attempt, bypassKey } = await startStaging({
        delegationAnswers: [json('200 OK', { valid: false, error: 'invalid_token', message: '' })],
      });
      const { access_token: token } = await auth.bypass(bypassKey, {
        email: 'test-refused@staging.netrasystems.ai',
        name: 'Rex Refused',
      });

      expect(await askEverywhere(backend, attempt, { token })).toBeRefusedEverywhere(refusals.badToken);
    });

    test('that fails under an open socket does not end it [N6 L1]', async ({ startStaging }) => {
      let [isAway, rechecks] = [false, 0];
      const { auth, bypassKey, open } = await startStaging({
        timers: { socketRecheckMs: 20 },
        compose: (healthy) => ({
          ...healthy,
          auth: {
            ...healthy.auth,
            checkServiceCredentials: (sent) => {
              if (!isAway) return healthy.auth.checkServiceCredentials(sent);
              rechecks += 1;
              return 'service_not_configured';
            },
          },
        }),
      });
      const { access_token: token } = await auth.bypass(bypassKey, {
        email: 'test-open@staging.netrasystems.ai',
        name: 'Ora Open',
      });
      const { socket } = await open({ via: 'header', token });
      isAway = true;

      const seen = await lookUntil(
        () => Promise.resolve(rechecks),
        (count) => count >= 3,
        { deadlineMs: timeouts.frameMs, everyMs: 20 },
      );
      socket.send({ type: 'ping' });

      expect(seen, 'looks at the token under the open socket').toBeGreaterThanOrEqual(3);
      expect(await firstOfType(socket, 'pong', timeouts.frameMs)).toMatchObject({ type: 'pong' });
    });
  },
);

test.describe(
  'an auth service',
  { tag: ['@issue_1234', '@auth'], annotation: needs('faults', 'short-timers') },
  () => {
    for (const { what, answer } of failures) {
      test(`that ${what} makes every route and the socket unavailable, and blames no token [N6 N9 N10 D1 D4]`, async ({
        startStaging,
        refusals,
      }) => {
        const { auth, backend, attempt, bypassKey } = await startStaging({
          delegationAnswers: [answer],
          timers: { validationTimeoutMs: 150, shutdownGraceMs: 10 },
        });
        const { access_token: good } = await auth.bypass(bypassKey, {
          email: 'test-delegation@staging.netrasystems.ai',
          name: 'Dee Delegation',
        });

        const answers = await askEverywhere(backend, attempt, { token: good });
        expect(answers).toBeRefusedEverywhere(refusals.authUnavailable);
        const call = { method: 'GET', path: '/api/threads' } as const;
        expect(await backend.send({ ...call, token: garbage })).toBeRefused(refusals.authUnavailable);
        expect(await backend.send(call)).toBeRefused(refusals.noToken);
        expect(await backend.send({ method: 'GET', path: '/health' })).toBeAnsweredWith(200);
      });
    }

    test('that takes anything makes the backend take it too, for the user that it names [D1 A7 C10]', async ({
      startStaging,
    }) => {
      const { backend, open } = await startStaging({ delegationAnswers: [json('200 OK', active)] });

      expect(await backend.send({ method: 'GET', path: '/api/threads', token: garbage })).toBeAnsweredWith(
        200,
      );
      expect((await open({ via: 'header', token: garbage })).welcome.userId).toBe('usr-1');
    });

    test('that redirects to one who takes anything makes the backend take nothing [N6 D1]', async ({
      startStaging,
      refusals,
    }) => {
      const { startBrokenEdge } = await startStaging();
      const taking = await startBrokenEdge(json('200 OK', active));
      const redirect = `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${taking}/auth/validate\r\nContent-Length: 0\r\n\r\n`;
      const { backend } = await startStaging({ delegationAnswers: [redirect] });
      const answer = await backend.send({ method: 'GET', path: '/api/threads', token: garbage });

      expect(answer).toBeRefused(refusals.authUnavailable);
    });

    for (const { what, answer } of failures.filter(isFailure)) {
      test(`that ${what} opens the breaker the third time [D2 N7]`, async ({ startStaging }) => {
        const { backend } = await startStaging({
          oneBackend: true,
          delegationAnswers: [answer, answer, answer, json('200 OK', active)],
          timers: { validationTimeoutMs: 150, shutdownGraceMs: 10 },
        });
        const call = { method: 'GET', path: '/api/threads', token: garbage } as const;
        const statuses: string[] = [];
        for (const nth of ['first', 'second', 'third', 'fourth, which would be answered well'])
          statuses.push(`the ${nth}: ${(await backend.send(call)).status}`);

        expect(statuses).toMatchObject([
          'the first: 503',
          'the second: 503',
          'the third: 503',
          'the fourth, which would be answered well: 503',
        ]);
      });
    }
  },
);

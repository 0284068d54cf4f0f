import { Secret } from '../../../config/secret.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import type { PrivateStaging, StartStaging } from '../../../fixtures/start-staging.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import type { WireResponse } from '../../../helpers/http/wire-response.ts';
import { createActor } from '../../../helpers/users/actor.ts';

const garbage = new Secret('garbage');
const list = { method: 'GET', path: '/api/chat/messages' } as const;

/** What the auth service does when the backend asks about a token. */
type Mood = 'healthy' | 'unintelligible' | 'silent' | 'refuses the backend';

const moods: Partial<Record<Mood, 'invalid_service_secret'>> = {
  'refuses the backend': 'invalid_service_secret',
  // An answer that the backend cannot understand: a failure at once.
  unintelligible: 'out for lunch' as 'invalid_service_secret',
};

/** A staging whose auth service has moods; how often it was asked about a token. */
async function startMoody(
  startStaging: StartStaging,
  breakerOpenMs: number,
  timers: { validationTimeoutMs?: number } = {},
): Promise<PrivateStaging & { token: Secret; feel: (mood: Mood) => void; asked: () => number }> {
  let [mood, asked]: [Mood, number] = ['healthy', 0];
  const staging = await startStaging({
    timers: { breakerOpenMs, shutdownGraceMs: 10, ...timers },
    compose: (healthy) => ({
      ...healthy,
      auth: {
        ...healthy.auth,
        checkServiceCredentials: (sent) => {
          asked += 1;
          return moods[mood] ?? healthy.auth.checkServiceCredentials(sent);
        },
        verifySignature: (...call) =>
          mood === 'silent' ? new Promise(() => undefined) : healthy.auth.verifySignature(...call),
      },
    }),
  });
  const { access_token: token } = await staging.auth.bypass(staging.bypassKey, {
    email: 'test-breaker@staging.netrasystems.ai',
    name: 'Bea Breaker',
  });
  return { ...staging, token, feel: (next) => void (mood = next), asked: () => asked };
}

async function askTimes(times: number, send: () => Promise<WireResponse>): Promise<number[]> {
  const statuses: number[] = [];
  for (let call = 0; call < times; call += 1) statuses.push((await send()).status);
  return statuses;
}
const hour = 3_600_000;

test.describe(
  'the circuit breaker',
  { tag: ['@issue_1234', '@auth', '@critical'], annotation: needs('faults', 'short-timers') },
  () => {
    test('is not opened by refused tokens, however many [D2 N2]', async ({ startStaging, refusals }) => {
      const { backend, token } = await startMoody(startStaging, hour);
      const statuses = await askTimes(12, () => backend.send({ ...list, token: garbage }));

      expect(new Set(statuses)).toEqual(new Set([refusals.badToken.status]));
      expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);
    });

    test('that opens under a chat leaves the stored messages and the open socket alone [D2 L1]', async ({
      startStaging,
    }) => {
      const { backend, open, auth, token, feel } = await startMoody(startStaging, 100);
      const me = await auth.me(token);
      const user = createActor(backend, { id: me.user_id, email: me.email, accessToken: token });
      const thread = await user.threads.create('under the breaker');
      const message = await user.messages.create({ thread_id: thread.id, content: 'still here' });
      const { socket } = await open({ via: 'header', token });

      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      socket.send({ type: 'ping' });
      await socket.waitFor('pong', (frame) => frame, timeouts.frameMs, { from: 1 });
      feel('healthy');
      await lookUntil(
        () => backend.send({ ...list, token }),
        ({ status }) => status === 200,
        { deadlineMs: timeouts.frameMs, everyMs: 20 },
      );

      expect(await user.messages.list({ thread_id: thread.id })).toMatchObject({ messages: [message] });
    });
  },
);

test.describe(
  'the circuit breaker',
  { tag: ['@issue_1234', '@auth'], annotation: needs('faults', 'short-timers') },
  () => {
    test('lets valid requests pass while it is closed, however many [D2 D1]', async ({ startStaging }) => {
      const { backend, token, asked } = await startMoody(startStaging, hour);
      const statuses = await askTimes(20, () => backend.send({ ...list, token }));

      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(asked(), 'questions to the auth service').toBe(20);
    });

    test('is opened by three failures in a row, not by two, and answers at once then [D2 N6 N7 N9]', async ({
      startStaging,
      refusals,
    }) => {
      const { backend, attempt, token, feel, asked } = await startMoody(startStaging, hour);
      feel('unintelligible');
      await askTimes(2, () => backend.send({ ...list, token }));
      feel('healthy');
      expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);

      feel('unintelligible');
      await askTimes(2, () => backend.send({ ...list, token }));
      feel('healthy');
      expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);

      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      const before = asked();
      feel('healthy');

      const answers = await askEverywhere(backend, attempt, { token });
      expect(answers).toBeRefusedEverywhere(refusals.authUnavailable);
      const answer = await backend.send({ ...list, token });
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(hour / 1000 - 60);
      expect(asked(), 'questions to the auth service').toBe(before);
    });

    test('asks once for each call that fails, and stays open for its time [D1 D2 N7]', async ({
      startStaging,
    }) => {
      const openMs = 800;
      const { backend, token, feel, asked } = await startMoody(startStaging, openMs);
      feel('unintelligible');
      await backend.send({ ...list, token });
      expect(asked(), 'questions to the auth service').toBe(1);
      await askTimes(2, () => backend.send({ ...list, token }));
      expect(asked(), 'questions to the auth service').toBe(3);

      feel('healthy');
      const early = await lookUntil(
        () => backend.send({ ...list, token }),
        ({ status }) => status === 200,
        { deadlineMs: openMs / 2, everyMs: 50 },
      );
      expect(early).toBeAnsweredWith(503);
      expect(asked(), 'questions to the auth service').toBe(3);
    });

    test('is opened by three time-outs in a row, each of one question [D1 D2 N6 N7]', async ({
      startStaging,
    }) => {
      const { backend, token, feel, asked } = await startMoody(startStaging, hour, {
        validationTimeoutMs: 100,
      });
      feel('silent');
      await backend.send({ ...list, token });
      expect(asked(), 'questions to the auth service').toBe(1);
      await askTimes(2, () => backend.send({ ...list, token }));
      expect(asked(), 'questions to the auth service').toBe(3);

      expect(await backend.send({ ...list, token })).toBeAnsweredWith(503);
      expect(asked(), 'questions to the auth service').toBe(3);
    });

    test('that is open touches neither public paths, nor callers without a token, nor the auth service [D2 N10]', async ({
      startStaging,
      refusals,
    }) => {
      const { auth, backend, attempt, token, feel } = await startMoody(startStaging, hour);
      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      feel('healthy');

      expect(await backend.send({ ...list, token })).toBeRefused(refusals.authUnavailable);
      expect(await backend.send({ method: 'GET', path: '/health' })).toBeAnsweredWith(200);
      expect(await backend.send(list)).toBeRefused(refusals.noToken);
      expect(await attempt({ via: 'none' })).toBeRefused(refusals.noToken);
      expect(await auth.me(token)).toMatchObject({ permissions: ['read', 'write'] });
    });

    test('lets one request through after its time, and the success closes it [D2 N7]', async ({
      startStaging,
    }) => {
      const { backend, token, feel } = await startMoody(startStaging, 100);
      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      expect(await backend.send({ ...list, token })).toBeAnsweredWith(503);
      feel('healthy');

      const first = await lookUntil(
        () => backend.send({ ...list, token }),
        ({ status }) => status === 200,
        { deadlineMs: timeouts.frameMs, everyMs: 20 },
      );

      expect(first).toBeAnsweredWith(200);
      expect(new Set(await askTimes(5, () => backend.send({ ...list, token })))).toEqual(new Set([200]));
    });

    test('lets one of many parallel requests through after its time [D2 N7]', async ({ startStaging }) => {
      const { backend, token, feel, asked } = await startMoody(startStaging, 100, {
        validationTimeoutMs: 200,
      });
      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      feel('silent');
      const before = asked();
      const burst = () => Promise.all(Array.from({ length: 8 }, () => backend.send({ ...list, token })));

      const answers = await lookUntil(burst, () => asked() > before, {
        deadlineMs: timeouts.frameMs,
        everyMs: 20,
      });

      expect(asked() - before, 'questions to the auth service').toBe(1);
      for (const answer of answers) expect(answer).toBeAnsweredWith(503);
    });

    test('opens again when the request that it lets through fails [D2]', async ({ startStaging }) => {
      const { backend, token, feel, asked } = await startMoody(startStaging, 500);
      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      const before = asked();

      await lookUntil(
        () => backend.send({ ...list, token }),
        () => asked() > before,
        { deadlineMs: timeouts.frameMs, everyMs: 20 },
      );
      const afterTrial = asked();
      const answer = await backend.send({ ...list, token });

      expect(answer).toBeAnsweredWith(503);
      expect(asked(), 'questions to the auth service').toBe(afterTrial);
      expect(afterTrial, 'questions to the auth service').toBe(before + 1);
    });

    test("is neither opened nor closed by an auth service that refuses the backend's credentials [D2 D4]", async ({
      startStaging,
      refusals,
    }) => {
      const { backend, token, feel } = await startMoody(startStaging, hour);
      feel('refuses the backend');
      const statuses = await askTimes(6, () => backend.send({ ...list, token }));
      feel('healthy');
      const afterwards = await backend.send({ ...list, token });

      expect(new Set(statuses)).toEqual(new Set([refusals.authUnavailable.status]));
      expect(afterwards).toBeAnsweredWith(200);

      feel('unintelligible');
      await askTimes(2, () => backend.send({ ...list, token }));
      feel('refuses the backend');
      await askTimes(1, () => backend.send({ ...list, token }));
      feel('unintelligible');
      await askTimes(1, () => backend.send({ ...list, token }));
      feel('healthy');
      expect(await backend.send({ ...list, token })).toBeRefused(refusals.authUnavailable);
    });

    test('is closed by refused credentials in answer to the request that it lets through [D5]', async ({
      startStaging,
    }) => {
      const { backend, token, feel, asked } = await startMoody(startStaging, 100);
      feel('unintelligible');
      await askTimes(3, () => backend.send({ ...list, token }));
      const before = asked();
      feel('refuses the backend');
      await lookUntil(
        () => backend.send({ ...list, token }),
        () => asked() > before,
        { deadlineMs: timeouts.frameMs, everyMs: 20 },
      );
      feel('healthy');

      expect(await backend.send({ ...list, token })).toBeAnsweredWith(200);
    });
  },
);

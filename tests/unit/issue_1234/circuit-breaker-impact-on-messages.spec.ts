import { Secret } from '../../../config/secret.ts';
import { timeouts } from '../../../config/timeouts.ts';
import { needs } from '../../../fixtures/needs.ts';
import type { PrivateStaging, StartStaging } from '../../../fixtures/start-staging.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';
import { lookUntil } from '../../../helpers/http/look-until.ts';
import type { WireResponse } from '../../../helpers/http/wire-response.ts';
import { firstOfType } from '../../../helpers/socket/first-of-type.ts';
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

interface MoodyStaging extends PrivateStaging {
  feel: (mood: Mood) => void;
  /** How often the auth service was asked about a token. */
  asked: () => number;
  /** A new token of one user: an answer about it cannot be a kept one (contract D1). */
  newToken: () => Promise<Secret>;
  /** Lists messages with a new token. */
  ask: () => Promise<WireResponse>;
}

/** A staging whose auth service has moods. */
async function startMoody(
  startStaging: StartStaging,
  breakerOpenMs: number,
  timers: { validationTimeoutMs?: number } = {},
): Promise<MoodyStaging> {
  let [mood, asked]: [Mood, number] = ['healthy', 0];
  const staging = await startStaging({
    oneBackend: true,
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
  const { auth, backend, bypassKey } = staging;
  const newToken = async (): Promise<Secret> =>
    (await auth.bypass(bypassKey, { email: 'test-breaker@staging.netrasystems.ai', name: 'Bea Breaker' }))
      .access_token;
  const ask = async (): Promise<WireResponse> => backend.send({ ...list, token: await newToken() });
  return { ...staging, newToken, ask, feel: (next) => void (mood = next), asked: () => asked };
}

async function askTimes(times: number, send: () => Promise<WireResponse>): Promise<WireResponse[]> {
  const answers: WireResponse[] = [];
  for (let call = 0; call < times; call += 1) answers.push(await send());
  return answers;
}
const hour = 3_600_000;

test.describe(
  'the circuit breaker',
  { tag: ['@issue_1234', '@auth', '@critical'], annotation: needs('faults', 'short-timers') },
  () => {
    test('is not opened by refused tokens, however many [D2 N2]', async ({ startStaging, refusals }) => {
      const { backend, ask } = await startMoody(startStaging, hour);
      const answers = await askTimes(12, () => backend.send({ ...list, token: garbage }));

      for (const answer of answers) expect(answer).toBeAnsweredWith(refusals.badToken.status);
      expect(await ask()).toBeAnsweredWith(200);
    });

    test('that opens under a chat leaves the stored messages and the open socket alone [D2 L1]', async ({
      startStaging,
    }) => {
      const { backend, open, auth, newToken, ask, feel } = await startMoody(startStaging, 100);
      const token = await newToken();
      const me = await auth.me(token);
      const user = createActor(backend, { id: me.user_id, email: me.email, accessToken: token });
      const thread = await user.threads.create('under the breaker');
      const message = await user.messages.create({ thread_id: thread.id, content: 'still here' });
      const { socket } = await open({ via: 'header', token });

      feel('unintelligible');
      await askTimes(3, ask);
      socket.send({ type: 'ping' });
      await firstOfType(socket, 'pong', timeouts.frameMs);
      feel('healthy');
      await lookUntil(ask, ({ status }) => status === 200, { deadlineMs: timeouts.frameMs, everyMs: 20 });

      expect(await user.messages.list({ thread_id: thread.id })).toMatchObject({ messages: [message] });
    });
  },
);

test.describe(
  'the circuit breaker',
  { tag: ['@issue_1234', '@auth'], annotation: needs('faults', 'short-timers') },
  () => {
    test('lets valid requests pass while it is closed, however many [D2 D1]', async ({ startStaging }) => {
      const { ask, asked } = await startMoody(startStaging, hour);
      const answers = await askTimes(20, ask);

      for (const answer of answers) expect(answer).toBeAnsweredWith(200);
      expect(asked(), 'questions to the auth service').toBe(20);
    });

    test('is opened by three failures in a row, not by two, and answers at once then [D2 N6 N7 N9]', async ({
      startStaging,
      refusals,
    }) => {
      const { backend, attempt, newToken, ask, feel, asked } = await startMoody(startStaging, hour);
      feel('unintelligible');
      await askTimes(2, ask);
      feel('healthy');
      expect(await ask()).toBeAnsweredWith(200);

      feel('unintelligible');
      await askTimes(2, ask);
      feel('healthy');
      expect(await ask()).toBeAnsweredWith(200);

      feel('unintelligible');
      await askTimes(3, ask);
      const before = asked();
      feel('healthy');

      const answers = await askEverywhere(backend, attempt, { token: await newToken() });
      expect(answers).toBeRefusedEverywhere(refusals.authUnavailable);
      expect(asked(), 'questions to the auth service').toBe(before);
    });

    test('asks once for each call that fails, and stays open for its time [D1 D2 N7]', async ({
      startStaging,
    }) => {
      const openMs = 800;
      const { ask, feel, asked } = await startMoody(startStaging, openMs);
      feel('unintelligible');
      await ask();
      expect(asked(), 'questions to the auth service').toBe(1);
      await askTimes(2, ask);
      expect(asked(), 'questions to the auth service').toBe(3);

      feel('healthy');
      const early = await lookUntil(ask, ({ status }) => status === 200, {
        deadlineMs: openMs / 2,
        everyMs: 50,
      });
      expect(early).toBeAnsweredWith(503);
      expect(asked(), 'questions to the auth service').toBe(3);
    });

    test('is opened by three time-outs in a row, each of one question [D1 D2 N6 N7]', async ({
      startStaging,
    }) => {
      const { ask, feel, asked } = await startMoody(startStaging, hour, {
        validationTimeoutMs: 100,
      });
      feel('silent');
      await ask();
      expect(asked(), 'questions to the auth service').toBe(1);
      await askTimes(2, ask);
      expect(asked(), 'questions to the auth service').toBe(3);

      expect(await ask()).toBeAnsweredWith(503);
      expect(asked(), 'questions to the auth service').toBe(3);
    });

    test('that is open touches neither public paths, nor callers without a token, nor the auth service [D2 N10]', async ({
      startStaging,
      refusals,
    }) => {
      const { auth, backend, attempt, newToken, ask, feel } = await startMoody(startStaging, hour);
      feel('unintelligible');
      await askTimes(3, ask);
      feel('healthy');

      expect(await ask()).toBeRefused(refusals.authUnavailable);
      expect(await backend.send({ method: 'GET', path: '/health' })).toBeAnsweredWith(200);
      expect(await backend.send(list)).toBeRefused(refusals.noToken);
      expect(await attempt({ via: 'none' })).toBeRefused(refusals.noToken);
      expect(await auth.me(await newToken())).toMatchObject({ permissions: ['read', 'write'] });
    });

    test('lets one request through after its time, and the success closes it [D2 N7]', async ({
      startStaging,
    }) => {
      const { ask, feel } = await startMoody(startStaging, 100);
      feel('unintelligible');
      await askTimes(3, ask);
      expect(await ask()).toBeAnsweredWith(503);
      feel('healthy');

      const first = await lookUntil(ask, ({ status }) => status === 200, {
        deadlineMs: timeouts.frameMs,
        everyMs: 20,
      });

      expect(first).toBeAnsweredWith(200);
      for (const answer of await askTimes(5, ask)) expect(answer).toBeAnsweredWith(200);
    });

    test('lets one of many parallel requests through after its time [D2 N7]', async ({ startStaging }) => {
      const { ask, feel, asked } = await startMoody(startStaging, 100, {
        validationTimeoutMs: 200,
      });
      feel('unintelligible');
      await askTimes(3, ask);
      feel('silent');
      const before = asked();
      const burst = () => Promise.all(Array.from({ length: 8 }, ask));

      const answers = await lookUntil(burst, () => asked() > before, {
        deadlineMs: timeouts.frameMs,
        everyMs: 20,
      });

      expect(asked() - before, 'questions to the auth service').toBe(1);
      for (const answer of answers) expect(answer).toBeAnsweredWith(503);
    });

    test('opens again when the request that it lets through fails [D2]', async ({ startStaging }) => {
      const { ask, feel, asked } = await startMoody(startStaging, 500);
      feel('unintelligible');
      await askTimes(3, ask);
      const before = asked();

      await lookUntil(ask, () => asked() > before, { deadlineMs: timeouts.frameMs, everyMs: 20 });
      const afterTrial = asked();
      const answer = await ask();

      expect(answer).toBeAnsweredWith(503);
      expect(asked(), 'questions to the auth service').toBe(afterTrial);
      expect(afterTrial, 'questions to the auth service').toBe(before + 1);
    });

    test("is neither opened nor closed by an auth service that refuses the backend's credentials [D2 D4]", async ({
      startStaging,
      refusals,
    }) => {
      const { ask, feel } = await startMoody(startStaging, hour);
      feel('refuses the backend');
      const refused = await askTimes(6, ask);
      feel('healthy');
      const afterwards = await ask();

      for (const answer of refused) expect(answer).toBeAnsweredWith(refusals.authUnavailable.status);
      expect(afterwards).toBeAnsweredWith(200);

      feel('unintelligible');
      await askTimes(2, ask);
      feel('refuses the backend');
      await ask();
      feel('unintelligible');
      await ask();
      feel('healthy');
      expect(await ask()).toBeRefused(refusals.authUnavailable);
    });

    test('is closed by refused credentials in answer to the request that it lets through [D5]', async ({
      startStaging,
    }) => {
      const { ask, feel, asked } = await startMoody(startStaging, 100);
      feel('unintelligible');
      await askTimes(3, ask);
      const before = asked();
      feel('refuses the backend');
      await lookUntil(ask, () => asked() > before, { deadlineMs: timeouts.frameMs, everyMs: 20 });
      feel('healthy');

      expect(await ask()).toBeAnsweredWith(200);
    });
  },
);

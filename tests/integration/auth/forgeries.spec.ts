import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeries } from '../../../helpers/auth/forgeries.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';
import type { HttpClient } from '../../../helpers/http/http-client.ts';

const list = { method: 'GET', path: '/api/chat/messages' } as const;

/** The target's own time, in seconds: its clock decides about its tokens. */
async function secondsOf(backend: HttpClient): Promise<number> {
  const { headers } = await backend.send({ method: 'GET', path: '/health' });
  return Math.floor(Date.parse(headers.get('Date') ?? '') / 1000);
}

test.describe('everywhere', { tag: ['@auth', '@critical'], annotation: needs('signing-secret') }, () => {
  for (const { what, promises, wrong, right } of forgeries) {
    test(`a token ${what} is refused, and its positive control is taken [${promises}]`, async ({
      user,
      backend,
      sockets,
      refusals,
      signingSecret: { secret },
    }) => {
      const now = await secondsOf(backend);
      const token = await forgeToken(user.accessToken, secret, wrong(now));
      const control = await forgeToken(user.accessToken, secret, right(now));

      const answers = await askEverywhere(backend, sockets.attempt, { token });

      expect(answers).toBeRefusedEverywhere(refusals.badToken);
      expect(await backend.send({ ...list, token: control })).toBeAnsweredWith(200);
      expect((await sockets.open({ via: 'header', token: control })).welcome.userId).toBe(user.id);
    });
  }
});

test.describe('everywhere', { tag: '@auth', annotation: needs('signing-secret') }, () => {
  test('a token of a user whom nobody knows is refused, and the same of its user is taken [N3 C3]', async ({
    user,
    backend,
    sockets,
    refusals,
    signingSecret: { secret },
  }) => {
    const token = await forgeToken(user.accessToken, secret, { claims: { sub: 'usr-nobody' } });
    const control = await forgeToken(user.accessToken, secret, {});

    const answers = await askEverywhere(backend, sockets.attempt, { token });

    expect(answers).toBeRefusedEverywhere(refusals.userRefused);
    expect(await backend.send({ ...list, token: control })).toBeAnsweredWith(200);
  });
});

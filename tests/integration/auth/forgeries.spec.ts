import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { forgeries } from '../../../helpers/auth/forgeries.ts';
import { forgeToken } from '../../../helpers/auth/forge-token.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';

const list = { method: 'GET', path: '/api/chat/messages' } as const;

test.describe('everywhere', { tag: ['@auth', '@critical'], annotation: needs('signing-secret') }, () => {
  for (const { what, promises, wrong, right } of forgeries) {
    test(`a token ${what} is refused, and its positive control is taken [${promises}]`, async ({
      user,
      freshToken,
      backend,
      sockets,
      refusals,
      signingSecret: { secret },
    }) => {
      const token = await forgeToken(freshToken.token, secret, wrong(freshToken.issuedAtS));
      const control = await forgeToken(freshToken.token, secret, right(freshToken.issuedAtS));

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

import { expect, test } from '../../../fixtures/test.ts';
import { readAnswer } from '../../../helpers/http/read-answer.ts';
import { health } from '../../../helpers/wire/health.ts';

test.describe('the staging environment', { tag: ['@issue_1234', '@auth'] }, () => {
  test('both services are healthy and say that they are staging [A1 P1]', async ({
    authService,
    backend,
  }) => {
    const call = { method: 'GET', path: '/health' } as const;

    expect(readAnswer(await authService.send(call), 200, health).environment).toBe('staging');
    expect(readAnswer(await backend.send(call), 200, health).environment).toBe('staging');
  });

  test('the token of the configured strategy speaks for its user [A8 C5]', async ({ user, auth }) => {
    const account = await auth.me(user.accessToken);

    expect(account).toMatchObject({ user_id: user.id, email: user.email });
    expect(account.email).toMatch(/^test-\d{10}-\w{6}-\d+-\d+@staging\.netrasystems\.ai$/);
  });
});

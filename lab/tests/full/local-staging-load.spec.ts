import { expect, test } from '../../fixtures/test.ts';

test('many who register at once keep nobody waiting whose token is to be checked', async ({
  startStaging,
}) => {
  const { auth, backend, bypassKey, signingSecret } = await startStaging({
    timers: { validationTimeoutMs: 500 },
  });
  const email = (name: string): string => `test-load-${name}@staging.netrasystems.ai`;
  const { access_token: token } = await auth.bypass(bypassKey, { email: email('user'), name: 'user' });
  let open = 40;
  const registrations = Array.from({ length: open }, async (_, n) => {
    await auth.register({ email: email(String(n)), name: 'newcomer', password: signingSecret });
    open -= 1;
  });
  const statuses: number[] = [];
  while (open > 0) statuses.push((await backend.send({ method: 'GET', path: '/api/threads', token })).status);
  await Promise.all(registrations);

  expect([...new Set(statuses)]).toEqual([200]);
});

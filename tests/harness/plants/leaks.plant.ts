import { appendFileSync } from 'node:fs';
import { expect, test } from '../../../fixtures/test.ts';

/** What must be found in no report, a line each; the harness's test reads it. */
const note = (...secrets: string[]): void => {
  appendFileSync(test.info().config.metadata['secretsFile'] as string, `${secrets.join('\n')}\n`);
};

test('a token is in an assertion', ({ user }) => {
  note(user.accessToken.reveal());
  expect(user.accessToken.reveal()).toBe(user.accessToken.reveal().replace('e', 'f').slice(0, -3));
});

test('a token is in a thrown error, its cause, the console, an annotation, a step and attachments', async ({
  user,
}, testInfo) => {
  const token = user.accessToken.reveal();
  note(token);
  console.log(`the token is ${token}`);
  console.error(`the token is ${token}`);
  process.stdout.write(Buffer.from(`bytes of ${token}\n`));
  testInfo.annotations.push({ type: 'token', description: token });
  await testInfo.attach('headers', { body: JSON.stringify({ authorization: `Bearer ${token}` }) });
  const path = testInfo.outputPath('headers.txt');
  appendFileSync(path, `Bearer ${token}`);
  await testInfo.attach('file', { path, contentType: 'text/plain' });
  await testInfo.attach('unknown', { path, contentType: 'application/octet-stream' });

  await test.step(`a step about ${token}`, () => {
    throw new Error(`refused: ${token}`, { cause: new Error(`because of ${token}`) });
  });
});

test('a token is in a subprotocol', ({ user }) => {
  const encoded = Buffer.from(user.accessToken.reveal()).toString('base64url');
  note(encoded);
  expect(`jwt.${encoded}`).toBe('jwt-auth');
});

test('a password and a key are in an assertion', ({ newcomer, environment }) => {
  const key = environment.E2E_OAUTH_SIMULATION_KEY?.reveal() ?? '';
  note(newcomer.password.reveal(), key);
  expect({ ...newcomer, password: newcomer.password.reveal(), key }).toEqual({});
});

test('an answer with tokens is in an assertion', async ({ newcomer, auth }) => {
  const account = await auth.register(newcomer);
  note(account.access_token.reveal(), account.refresh_token.reveal());
  expect(account).toEqual({});
});

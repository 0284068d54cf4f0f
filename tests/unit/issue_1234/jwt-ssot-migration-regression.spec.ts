import { resolveSigningSecret } from '../../../config/signing-secret.ts';
import { needs } from '../../../fixtures/needs.ts';
import { expect, test } from '../../../fixtures/test.ts';
import { askEverywhere } from '../../../helpers/chat/ask-everywhere.ts';
import { isSignedWith } from '../../../helpers/auth/is-signed-with.ts';

const [first, second, third] = ['first', 'second', 'third'].map((word) => word.padEnd(40, '-'));
const list = { method: 'GET', path: '/api/chat/messages' } as const;
const unset = { JWT_SECRET_STAGING: undefined, JWT_SECRET_KEY: undefined, JWT_SECRET: undefined };

const decided = [
  {
    title: "the environment's own name decides where all are set",
    variables: { JWT_SECRET_STAGING: first, JWT_SECRET_KEY: second, JWT_SECRET: third },
    source: 'JWT_SECRET_STAGING',
  },
  {
    title: "JWT_SECRET_KEY decides where the environment's own name is not set",
    variables: { JWT_SECRET_KEY: second, JWT_SECRET: third },
    source: 'JWT_SECRET_KEY',
  },
  {
    title: 'a secret of 32 characters decides',
    variables: { JWT_SECRET_STAGING: 's'.repeat(32) },
    source: 'JWT_SECRET_STAGING',
  },
  {
    title: 'JWT_SECRET decides where no other is set',
    variables: { JWT_SECRET: third },
    source: 'JWT_SECRET',
  },
  {
    title: 'a blank name counts as not set, and white space around a secret is not part of it',
    variables: { JWT_SECRET_STAGING: '  ', JWT_SECRET_KEY: `  ${String(second)}\n` },
    source: 'JWT_SECRET_KEY',
  },
];

/** Long enough, and so refused for nothing but being known. */
const knownDefaults = [
  'development-jwt-secret-minimum-32-characters-long',
  'test-jwt-secret-key-32-characters-long-for-testing-only',
  'dev-jwt-secret-key-must-be-at-least-32-characters',
  'emergency_jwt_secret_please_configure_properly',
];

const refused = [
  {
    title: 'a secret of 31 characters is an error, not a reason to take the next name',
    variables: { JWT_SECRET_STAGING: 's'.repeat(31), JWT_SECRET_KEY: second },
    named: 'JWT_SECRET_STAGING',
  },
  ...knownDefaults.map((known) => ({
    title: `the known default ${known.slice(0, 16)}… is an error, not a reason to take the next name`,
    variables: { JWT_SECRET_KEY: known, JWT_SECRET: third },
    named: 'JWT_SECRET_KEY',
  })),
  {
    title: 'a secret of 31 characters is an error in production too',
    variables: { ENVIRONMENT: 'production', JWT_SECRET_PRODUCTION: 's'.repeat(31) },
    named: 'JWT_SECRET_PRODUCTION',
  },
  { title: 'no secret at all is an error', variables: {}, named: 'JWT_SECRET_STAGING' },
];

test.describe(
  'the signing secret',
  { tag: ['@issue_1234', '@auth', '@critical'], annotation: needs('faults') },
  () => {
    test('that is rotated ends the tokens that were signed before, and new ones are taken [S1 N2 C3]', async ({
      startStaging,
      refusals,
    }) => {
      const account = { email: 'test-rotated@staging.netrasystems.ai', name: 'Rosa Rotated' };
      const before = await startStaging({ authEnvironment: { ...unset, JWT_SECRET_STAGING: first } });
      const { access_token: old } = await before.auth.bypass(before.bypassKey, account);
      expect(await before.backend.send({ ...list, token: old })).toBeAnsweredWith(200);

      const after = await startStaging({ authEnvironment: { ...unset, JWT_SECRET_STAGING: second } });
      const { access_token: fresh } = await after.auth.bypass(after.bypassKey, account);

      expect(await askEverywhere(after.backend, after.attempt, { token: old })).toBeRefusedEverywhere(
        refusals.badToken,
      );
      expect(await after.backend.send({ ...list, token: fresh })).toBeAnsweredWith(200);
    });

    for (const variables of [{ JWT_SECRET_KEY: second }, { JWT_SECRET: third }]) {
      const [name = ''] = Object.keys(variables);
      test(`of an auth service that has only ${name} serves every route and the socket alike [S1 P2 W2]`, async ({
        startStaging,
      }) => {
        const { auth, backend, open, bypassKey } = await startStaging({
          authEnvironment: { ...unset, ...variables },
        });
        const { user, access_token: token } = await auth.bypass(bypassKey, {
          email: 'test-chain@staging.netrasystems.ai',
          name: 'Cora Chain',
        });
        const paths = ['/api/chat/messages', '/api/messages', '/api/threads', '/api/conversations'];
        const answers = await Promise.all(paths.map((path) => backend.send({ method: 'GET', path, token })));

        for (const answer of answers) expect(answer).toBeAnsweredWith(200);
        expect((await open({ via: 'header', token })).welcome.userId).toBe(user.id);
        expect(await auth.me(token)).toMatchObject({ user_id: user.id });
      });
    }
  },
);

test.describe('the signing secret', { tag: ['@issue_1234', '@auth'], annotation: needs('faults') }, () => {
  for (const { title, variables, source } of decided) {
    test(`${title}, for the harness and the auth service alike [S1]`, async ({ startStaging }) => {
      const resolved = resolveSigningSecret({ ENVIRONMENT: 'staging', ...variables });
      const { auth, bypassKey } = await startStaging({ authEnvironment: { ...unset, ...variables } });
      const { access_token: token } = await auth.bypass(bypassKey, {
        email: 'test-secret@staging.netrasystems.ai',
        name: 'Sam Secret',
      });

      expect(resolved.source).toBe(source);
      expect(await isSignedWith(token, resolved.secret), `a token of the service, under ${source}`).toBe(
        true,
      );
    });
  }

  for (const { title, variables, named } of refused) {
    test(`${title}, for the harness and the auth service alike [S1]`, async ({ startStaging }) => {
      expect(() => resolveSigningSecret({ ENVIRONMENT: 'staging', ...variables })).toThrow(named);
      const told = await startStaging({ authEnvironment: { ...unset, ...variables } }).then(
        () => 'It started.',
        String,
      );
      expect(told).toContain(named);
      for (const value of Object.values(variables).filter((text = '') => text.length > 20))
        expect(told).not.toContain(value);
    });
  }
});

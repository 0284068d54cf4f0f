import { readFileSync } from 'node:fs';
import { projectRoot } from '../../config/project-root.ts';
import { Secret } from '../../config/secret.ts';
import { type CauseId, causes } from '../../doctor/causes/causes.ts';
import { examine } from '../../doctor/examine.ts';
import { probes } from '../../doctor/probes/probes.ts';
import { expect, test } from '../fixtures/test.ts';
import { reSignToken } from '../../helpers/auth/re-sign-token.ts';
import type { ProjectWith } from '../fixtures/project-with.ts';

const page = readFileSync(`${projectRoot}docs/causes.md`, 'utf8');
const deadlineMs = 40_000;

/** The configuration of the project without a file of the person's own. */
const rootOf = (projectWith: ProjectWith): string =>
  projectWith({ 'config/staging.env': readFileSync(`${projectRoot}config/staging.env`, 'utf8') });

const rows = [
  ...page.matchAll(/^\| `([a-z-]+)`\s*\| (.+?)\s*\| (harness|operations|product)\s*\| (.+?)\s*\|$/gm),
];
test.describe('the causes', () => {
  test('are those of docs/causes.md, in the same words, and no others', () => {
    const told = rows.map(([, id, sentence, owner]) => ({ id, sentence, owner }));
    const coded = Object.entries(causes).map(([id, { sentence, owner }]) => ({ id, sentence, owner }));

    expect(told).toEqual(coded);
  });

  test('each say what separates them by a probe that is asked, or before any request', () => {
    const asked = new Set(probes.flatMap(({ ids }) => ids.split(' ')));
    const separators = rows.map(([, id = '', , , separator = '']) => ({
      id,
      named: separator.match(/P\d+/g) ?? [],
    }));
    const known = new Set(page.match(/^\| P\d+ /gm)?.map((text) => text.slice(2).trim()));

    expect(separators.flatMap(({ named }) => named).filter((id) => !known.has(id))).toEqual([]);
    expect([...known].filter((id) => !asked.has(id)).sort()).toEqual([]);
  });
});

test.describe('a diagnosis', () => {
  for (const strategy of ['bypass', 'provisioned'])
    test(`of a healthy target by ${strategy} finds nothing, in at most 64 requests, and leaves nobody behind`, async ({
      startStaging,
      projectWith,
    }) => {
      const { staging, variables } = await startStaging();
      const { isHealthy, findings, unknown, leftBehind, requests } = await examine({
        variables: { ...variables, STAGING_AUTH_STRATEGY: strategy },
        root: rootOf(projectWith),
        deadlineMs,
      });

      expect({ isHealthy, findings, unknown, leftBehind }).toEqual({
        isHealthy: true,
        findings: [],
        unknown: [],
        leftBehind: [],
      });
      expect(requests).toBeLessThanOrEqual(64);
      expect(staging.count('users')).toBe(0);
    });

  test('of an opaque target says either/or, where nothing tells', async ({ startStaging, projectWith }) => {
    const { variables } = await startStaging({ variants: ['bypass-not-configured'], opaque: true });
    const { findings } = await examine({ variables, root: rootOf(projectWith), deadlineMs });

    expect(findings.map((finding) => finding.causes.map(({ id }) => id))).toEqual([
      ['bypass-key-invalid', 'bypass-not-configured'],
    ]);
  });

  for (const { target, opaque } of [
    { target: 'a target', opaque: false },
    { target: 'an opaque target', opaque: true },
  ])
    test(`of ${target} takes an outage between the services that ends meanwhile for no cause`, async ({
      startStaging,
      projectWith,
    }) => {
      const { variables } = await startStaging({ outageMs: 1_800, opaque });
      const { findings, unknown } = await examine({ variables, root: rootOf(projectWith), deadlineMs });

      expect(findings).toEqual([]);
      expect(unknown).toEqual(
        expect.arrayContaining([
          'a login through the backend fails at first',
          'good tokens are refused at first',
        ]),
      );
    });

  test('finds that the backend asks the auth service of another staging', async ({
    startStaging,
    projectWith,
  }) => {
    const another = await startStaging();
    const { variables } = await startStaging({ delegateTo: another.staging.authUrl });
    const { findings, unknown } = await examine({ variables, root: rootOf(projectWith), deadlineMs });

    expect(findings.flatMap((finding) => finding.causes)).toMatchObject([
      { id: 'auth-url-wrong', reason: expect.stringContaining('asks one that knows neither') },
    ]);
    expect(unknown).toEqual([]);
  });

  test('finds the replica with another secret behind a balancer of connections', async ({
    startStaging,
    projectWith,
  }) => {
    const { variables } = await startStaging({ variants: ['replica-secret-differs:turns=connection'] });
    const { findings } = await examine({ variables, root: rootOf(projectWith), deadlineMs });

    expect(findings.flatMap((finding) => finding.causes.map(({ id }) => id))).toEqual([
      'replica-secret-differs',
    ]);
  });

  test('tells two faults at once, the one that hides the other first', async ({
    startStaging,
    projectWith,
  }) => {
    const { variables } = await startStaging({ variants: ['upgrade-not-forwarded', 'clock-skew'] });
    const { findings } = await examine({ variables, root: rootOf(projectWith), deadlineMs });

    expect(findings.flatMap((finding) => finding.causes.map(({ id }) => id))).toEqual([
      'clock-skew',
      'upgrade-not-forwarded',
    ]);
  });

  test('of a token in hand that nothing known explains says unknown, not a cause', async ({
    startStaging,
    projectWith,
  }) => {
    const { variables, auth, bypassKey } = await startStaging();
    const person = { email: 'test-in-hand@staging.netrasystems.ai', name: 'Ina Hand' };
    const { access_token: token } = await auth.bypass(bypassKey, person);
    const { findings, unknown, isHealthy } = await examine({
      variables,
      root: rootOf(projectWith),
      deadlineMs,
      token: await reSignToken(token),
    });

    expect({ findings, unknown, isHealthy }).toEqual({
      findings: [],
      unknown: ['the token in hand is refused'],
      isHealthy: false,
    });
  });

  for (const { title, hasToken } of [
    { title: '', hasToken: false },
    { title: ', with a token in hand as well', hasToken: true },
  ])
    test(`asks a chat backend that does not find the auth service too seldom to open its breaker${title}`, async ({
      startStaging,
      projectWith,
    }) => {
      const notes: string[] = [];
      const { variables, auth, bypassKey } = await startStaging({
        variants: ['auth-url-wrong'],
        log: (line) => {
          notes.push(...line.notes);
        },
      });
      const person = { email: 'test-in-hand@staging.netrasystems.ai', name: 'Ina Hand' };
      const { access_token: token } = await auth.bypass(bypassKey, person);
      const { findings } = await examine({
        variables,
        root: rootOf(projectWith),
        deadlineMs,
        ...(hasToken && { token }),
      });

      expect(findings.flatMap((finding) => finding.causes.map(({ id }) => id))).toEqual(['auth-url-wrong']);
      expect(notes.filter((note) => note.startsWith('the auth service did not answer'))).toHaveLength(2);
      expect(notes).not.toContain('the circuit breaker is open');
    });

  test('has a deadline, and leaves nobody behind where it is over', async ({ startStaging, projectWith }) => {
    const { staging, variables } = await startStaging({ timers: { latencyMs: 200 } });
    const {
      probes: outcomes,
      seen,
      leftBehind,
    } = await examine({ variables, root: rootOf(projectWith), deadlineMs: 5_000 });

    expect(outcomes.map(({ note = '' }) => note)).toContain('Its time was over before its end.');
    expect(seen.accounts).not.toEqual([]);
    expect(leftBehind).toEqual([]);
    expect(staging.count('users')).toBe(0);
  });

  const configured: { title: string; variables: Record<string, string>; cause: CauseId }[] = [
    {
      title: 'whose file is not there',
      variables: { STAGING_TARGET: 'remote', STAGING_ENV_FILE: 'no-such.env' },
      cause: 'configuration-not-loaded',
    },
    {
      title: 'that lacks the key of the bypass',
      variables: {
        STAGING_TARGET: 'remote',
        STAGING_AUTH_URL: 'http://localhost:3',
        STAGING_BACKEND_URL: 'http://localhost:3',
        STAGING_USER_KEY: 'x'.repeat(40),
      },
      cause: 'credentials-missing',
    },
    {
      title: 'whose key ends with a newline',
      variables: {
        STAGING_TARGET: 'remote',
        STAGING_AUTH_URL: 'http://localhost:3',
        STAGING_BACKEND_URL: 'http://localhost:3',
        STAGING_USER_KEY: 'x'.repeat(40),
        E2E_OAUTH_SIMULATION_KEY: 'a key that was copied\n',
      },
      cause: 'bypass-key-invalid',
    },
  ];
  for (const { title, variables, cause } of configured)
    test(`of a configuration ${title} names ${cause} without a request`, async ({ projectWith }) => {
      const { findings, requests } = await examine({ variables, root: rootOf(projectWith), deadlineMs });

      expect(findings.flatMap((finding) => finding.causes.map(({ id }) => id))).toEqual([cause]);
      expect(requests).toBe(0);
    });

  test('of a configuration that is wrong in no known way throws what is wrong', async ({ projectWith }) => {
    const diagnosis = examine({
      variables: { STAGING_TARGET: 'locl' },
      root: rootOf(projectWith),
      deadlineMs,
    });

    await expect(diagnosis).rejects.toThrow(
      'STAGING_TARGET (the process environment): "locl". Expected local or remote.',
    );
  });

  test('shows no secret, not in its text and not as JSON', async ({ startStaging, projectWith }) => {
    const { variables, bypassKey, signingSecret } = await startStaging({
      variants: ['backend-secret-differs'],
    });
    const diagnosis = await examine({
      variables,
      root: rootOf(projectWith),
      deadlineMs,
      offer: new Secret('jwt.eyJ'),
    });
    const text = JSON.stringify(diagnosis);

    expect(text).not.toMatch(/eyJ[\w-]{10}/);
    for (const secret of [bypassKey, signingSecret]) {
      expect(text).not.toContain(secret.reveal());
      expect(text).not.toContain(secret.fingerprint());
    }
  });
});

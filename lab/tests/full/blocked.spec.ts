import type { StartStaging } from '../../../fixtures/start-staging.ts';
import { expect, test } from '../../fixtures/test.ts';
import { readRunRecord } from '../../../helpers/record/run-record.ts';
import { contentsOf } from '../../contents-of.ts';

/** A target that cannot be tested: how it is started, what lies over its variables, and what must be told. */
const blocked: {
  title: string;
  options?: Parameters<StartStaging>[0];
  overlay?: Record<string, string>;
  /** The variable whose service is replaced by a port that gives this answer. */
  edge?: { name: string; answer: string };
  told: string;
  /** Whether the run is void, as the target is no staging. */
  isVoid?: true;
}[] = [
  {
    title: 'an auth service that is down',
    overlay: { STAGING_AUTH_URL: 'http://127.0.0.1:3' },
    told: 'the auth service at http://127.0.0.1:3 cannot be reached (connect ECONNREFUSED)',
  },
  {
    title: 'a chat backend that is down',
    overlay: { STAGING_BACKEND_URL: 'http://localhost:3' },
    told: 'the chat backend at http://localhost:3 cannot be reached (connect ECONNREFUSED)',
  },
  {
    title: 'an auth service that believes it is production',
    options: {
      authEnvironment: { ENVIRONMENT: 'production', JWT_SECRET_PRODUCTION: 'x'.repeat(40) },
    },
    told: 'It could not be shown that the auth service is up and says that it is a staging. GuardError: [NOT_A_STAGING] GET /health of the auth service at http://127.0.0.1:',
    isVoid: true,
  },
  {
    title: 'an auth service whose bypass says production',
    options: {
      compose: (healthy) => ({
        ...healthy,
        auth: {
          ...healthy.auth,
          decideBypass: (attempt) => healthy.auth.decideBypass({ ...attempt, environment: 'production' }),
        },
      }),
    },
    overlay: { STAGING_AUTH_STRATEGY: 'provisioned' },
    told: 'the bypass does not say that it is production',
    isVoid: true,
  },
  {
    title: 'a backend of another revision',
    overlay: { STAGING_BACKEND_REVISION: 'abc1234' },
    told: 'GET /health of the chat backend: it says revision embedded; STAGING_BACKEND_REVISION names another.',
  },
  {
    title: 'a signing secret that is not the one of the target',
    overlay: { JWT_SECRET_STAGING: 'x'.repeat(40) },
    told: 'JWT_SECRET_STAGING is not the secret that signed a token of the target.',
  },
  {
    title: 'a wrong bypass key',
    overlay: { E2E_OAUTH_SIMULATION_KEY: 'not-the-key-of-this-target' },
    told: 'POST /auth/e2e/test-auth: expected 200, got 401 "Invalid E2E bypass key"',
  },
  {
    title: 'a target without a bypass key',
    options: { authEnvironment: { E2E_OAUTH_SIMULATION_KEY: undefined } },
    told: 'POST /auth/e2e/test-auth: expected 200, got 503 "E2E authentication not configured"',
  },
  {
    title: 'a socket that refuses the user',
    overlay: { STAGING_WEBSOCKET_URL: 'ws://127.0.0.1:3/ws' },
    told: 'the socket of the chat backend at http://127.0.0.1:3 cannot be reached (connect ECONNREFUSED)',
  },
  {
    title: 'an auth service that redirects to another host',
    edge: {
      name: 'STAGING_AUTH_URL',
      answer: 'HTTP/1.1 302 Found\r\nLocation: https://www.netra.example/\r\nContent-Length: 0\r\n\r\n',
    },
    told: 'GET /health: expected 200, got 302 a redirect to https://www.netra.example/',
  },
  {
    title: 'a port that speaks another protocol',
    edge: { name: 'STAGING_BACKEND_URL', answer: 'SSH-2.0-OpenSSH_9.2p1\r\n' },
    told: 'cannot be reached (HPE_INVALID_CONSTANT): it does not speak HTTP',
  },
  {
    title: 'a socket that never welcomes',
    options: {
      compose: (healthy) => ({ ...healthy, backend: { ...healthy.backend, firstFrames: () => [] } }),
    },
    told: '[FRAME_NOT_RECEIVED] No welcome within 5000 ms',
  },
];

/** The variable of the service that an edge replaces. */
const replacedBy = async (
  edge: { name: string; answer: string } | undefined,
  start: (answer: string) => Promise<string>,
): Promise<Record<string, string>> => (edge ? { [edge.name]: await start(edge.answer) } : {});

test.describe('a target that cannot be tested', () => {
  for (const { title, options, overlay, edge, told, isVoid = false } of blocked) {
    test(`${title} blocks the run, and every report says why`, async ({
      startStaging,
      runPlaywright,
    }, testInfo) => {
      const { staging, variables, startBrokenEdge } = await startStaging(options);
      const replaced = await replacedBy(edge, startBrokenEdge);

      const run = await runPlaywright(['tests/integration', '--config', 'lab/plants/whole-suite.config.ts'], {
        ...variables,
        ...overlay,
        ...replaced,
        PLANT_OUTPUT: testInfo.outputPath(),
      });
      const reports = [...contentsOf(testInfo.outputPath('reports'))];
      const saying = (text: string): string[] =>
        reports
          .filter((report) => report.text.includes(text))
          .map(({ place }) => place.replace(/.*reports\//, ''));

      expect(run.exitCode).toBe(1);
      expect(run.output).toMatch(/\nBLOCKED: .* tests did not run\.\n/);
      expect(run.output).toContain(told);
      expect(saying('BLOCKED: ')).toEqual(
        expect.arrayContaining(['junit.xml', 'results.json', expect.stringMatching(/^html\/index\.html!/)]),
      );
      expect(staging.count('users')).toBe(0);

      const record = readRunRecord(testInfo.outputPath('reports/record.json'));
      expect(record.status).toBe(isVoid ? 'void' : 'blocked');
      expect(record.reds.map(({ kind }) => kind)).toEqual([
        ...(isVoid ? ['void'] : []),
        'blocked',
        'test-failed',
      ]);
      expect(record.reds.find(({ kind }) => kind === 'blocked')?.sentence).toContain(told);
      expect(record.counts.passed + record.counts.failed + record.counts.blocked).toBe(record.tests.length);
      expect(
        record.tests.filter(({ tier, outcome }) => tier === 'integration' && outcome !== 'blocked'),
      ).toEqual([]);
    });
  }

  test('a shard without a test is red', async ({ runPlaywright }) => {
    const { exitCode, output } = await runPlaywright(
      ['--config', 'lab/plants/whole-suite.config.ts', '--shard', '9999/10000'],
      { STAGING_TARGET: 'local' },
    );

    expect(exitCode).toBe(1);
    expect(output).toContain('No test was run, so nothing was shown');
  });
});

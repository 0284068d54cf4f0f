import type { StartStaging } from '../../fixtures/start-staging.ts';
import { expect, test } from '../../fixtures/test.ts';
import { contentsOf } from '../../helpers/reporting/contents-of.ts';

/** A target that cannot be tested: how it is started, what lies over its variables, and what must be told. */
const blocked: {
  title: string;
  options?: Parameters<StartStaging>[0];
  overlay?: Record<string, string>;
  told: string;
}[] = [
  {
    title: 'an auth service that is down',
    overlay: { STAGING_AUTH_URL: 'http://127.0.0.1:3' },
    told: 'the auth service at http://127.0.0.1:3 cannot be reached (ECONNREFUSED)',
  },
  {
    title: 'a chat backend that is down',
    overlay: { STAGING_BACKEND_URL: 'http://localhost:3' },
    told: 'the chat backend at http://localhost:3 cannot be reached (ECONNREFUSED)',
  },
  {
    title: 'an auth service that believes it is production',
    options: {
      authEnvironment: { ENVIRONMENT: 'production', JWT_SECRET_PRODUCTION: 'x'.repeat(40) },
    },
    told: 'the auth service is up and says that it is a staging',
  },
  {
    title: 'a wrong bypass key',
    overlay: { E2E_OAUTH_SIMULATION_KEY: 'wrong' },
    told: 'POST /auth/e2e/test-auth: expected 200, got 401 "Invalid E2E bypass key"',
  },
  {
    title: 'a target without a bypass key',
    options: { authEnvironment: { E2E_OAUTH_SIMULATION_KEY: undefined } },
    told: 'POST /auth/e2e/test-auth: expected 200, got 503 "E2E authentication not configured"',
  },
  {
    title: 'a socket that refuses the user',
    overlay: { STAGING_WEBSOCKET_URL: 'ws://127.0.0.1:1/ws' },
    told: 'ws://127.0.0.1:1/ws cannot be reached (ECONNREFUSED)',
  },
];

test.describe('a target that cannot be tested', () => {
  for (const { title, options, overlay, told } of blocked) {
    test(`${title} blocks the run, and every report says why`, async ({
      startStaging,
      runPlaywright,
    }, testInfo) => {
      const { staging, variables } = await startStaging(options);

      const run = await runPlaywright(
        ['--project', 'integration', '--config', 'tests/harness/plants/whole-suite.config.ts'],
        {
          ...variables,
          ...overlay,
          PLANT_OUTPUT: testInfo.outputPath(),
        },
      );
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
    });
  }
});

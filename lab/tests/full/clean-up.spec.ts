import { readRunRecord } from '../../../helpers/record/run-record.ts';
import { readLedger } from '../../../helpers/users/ledger/read-ledger.ts';
import { expect, test } from '../../fixtures/test.ts';

const strategies = ['bypass', 'provisioned'];

test.describe('cleaning up', () => {
  for (const strategy of strategies) {
    test(`tests that fail and time out leave no user, thread or socket behind, by ${strategy}`, async ({
      startStaging,
      runPlaywright,
    }, testInfo) => {
      const { staging, backend, variables } = await startStaging();

      const run = await runPlaywright(['--config', 'lab/plants', 'leftovers'], {
        ...variables,
        STAGING_AUTH_STRATEGY: strategy,
        PLANT_OUTPUT: testInfo.outputPath(),
      });
      const stats = await backend.send({ method: 'GET', path: '/ws/stats' });

      expect(run.output).toContain('2 failed');
      expect(run.output).toContain('[FRAME_NOT_RECEIVED]');
      expect(staging.count('users')).toBe(0);
      expect(staging.count('threads')).toBe(0);
      expect(staging.count('messages')).toBe(0);
      expect(stats.json()).toEqual({ open_sockets: 0 });
    });
  }

  for (const { strategy, defect, says } of [
    {
      strategy: 'bypass',
      defect: 'later-deletions-keep-the-user',
      says: 'GET /auth/me must be answered with 401',
    },
    {
      strategy: 'provisioned',
      defect: 'later-deletions-keep-the-user',
      says: 'POST /auth/login must be answered with 401',
    },
    {
      strategy: 'bypass',
      defect: 'later-deletions-find-no-user',
      says: 'was answered with 404, and the user is still there',
    },
  ])
    test(`is red with ${defect}, and names the user of ${strategy} that is left behind`, async ({
      stagingCommand,
      runPlaywright,
    }, testInfo) => {
      const envFile = testInfo.outputPath('staging.env');
      await stagingCommand('--variant', `${defect}:deletions=0`, '--write-env', envFile);

      // As a local target, whose deletions bind at once.
      const run = await runPlaywright(['--config', 'lab/plants', 'ends', '--grep', 'passes'], {
        STAGING_TARGET: 'local',
        STAGING_LOCAL_ENV_FILE: envFile,
        STAGING_AUTH_STRATEGY: strategy,
        PLANT_OUTPUT: testInfo.outputPath(),
      });
      const { users } = readRunRecord(testInfo.outputPath('reports/record.json'));

      expect(run.output).toMatch(new RegExp(String.raw`\[USER_NOT_GONE\] DELETE /auth/users/.*${says}`));
      expect(run.output).toContain('LEFT BEHIND: 1 user: ');
      expect(users).toEqual({ made: 1, removed: 0, left: [expect.any(String)], swept: 0 });
      expect(readLedger(`${envFile}.users`).flatMap((part) => part.users)).toMatchObject([
        { id: users.left[0], fate: 'made' },
      ]);
      expect(run.exitCode).toBe(1);
    });
});

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
});

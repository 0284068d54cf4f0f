import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { projectRoot } from '../../../config/project-root.ts';
import { expect, test } from '../../fixtures/test.ts';

interface Published {
  status: string;
  diagnoses: unknown[];
}

test.describe('a machine that lets a process open few files', () => {
  test('is named by each test that it fails, and no cause of the target is', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { staging, variables } = await startStaging();
    const { output } = await runPlaywright(
      ['--config', 'lab/plants', 'machine-limit'],
      { ...variables, PLANT_OUTPUT: testInfo.outputPath() },
      { openFiles: 256 },
    );
    const record = JSON.parse(readFileSync(testInfo.outputPath('reports/record.json'), 'utf8')) as Published;

    expect(output).toContain('2 failed');
    expect(
      output.match(/^ +(?:MachineError: )?\[MACHINE_LIMIT\] .* failed on this machine \(/gm),
    ).toHaveLength(2);
    expect(output).toContain('ulimit -n 4096');
    expect(output).not.toContain('WHY:');
    expect(record).toMatchObject({ status: 'failed', diagnoses: [] });
    expect(staging.count('users')).toBe(0);
  });

  test('is told by the embedded staging, which does not start', () => {
    const start = 'ulimit -n 128; exec node --import tsx local-staging/main.ts';
    const { status, stderr } = spawnSync('sh', ['-c', start], { cwd: projectRoot, encoding: 'utf8' });

    expect(status).toBe(2);
    expect(stderr).toBe(
      '[MACHINE_LIMIT] This machine lets a process open only 128 files, and a local staging needs 512 for its connections. ' +
        'Allow more: ulimit -n 4096.\n',
    );
  });
});

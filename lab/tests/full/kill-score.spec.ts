import { execFile } from 'node:child_process';
import { childEnvironment } from '../../../config/child-environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { expect, test } from '../../fixtures/test.ts';

/** `npm run kill-score`, as the terminal would. */
function killScore(...flags: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'lab/kill-score/main.ts', ...flags],
      { cwd: projectRoot, env: childEnvironment({}) },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, output: stdout + stderr });
      },
    );
  });
}

test.describe('a planted defect', () => {
  test.setTimeout(240_000);

  test('turns the suite red, and its promise is named: eight that a seed draws', async ({ seed }) => {
    const run = await killScore('--draw', '8', '--seed', `${seed}`);
    test.info().annotations.push({ type: 'defects', description: run.output });

    expect(run.output).toContain('8 defects: 8 killed, 0 survived');
    expect(run.output.match(/^\S+ +[A-Z]\d+ +\d+\.\d s {2}tests\/\S+\.spec\.ts › /gm)).toHaveLength(8);
    expect(run.code).toBe(0);
  });

  for (const { title, suite, note } of [
    { title: 'no test notices', suite: 'toothless', note: 'the run is green' },
    {
      title: 'only a test notices that is always red',
      suite: 'barking',
      note: '\\S+barking.plant.ts › .+ fails on a healthy staging, too',
    },
  ])
    test(`that ${title} survives, and makes the score red`, async () => {
      const run = await killScore('--only', 'expired-tokens-accepted', '--plant', `${suite}.plant.ts`);

      expect(run.output).toMatch(
        new RegExp(`expired-tokens-accepted +N2 +\\d+\\.\\d s {2}SURVIVED: ${note}\\n`),
      );
      expect(run.output).toContain('1 defects: 0 killed, 1 survived: expired-tokens-accepted.');
      expect(run.code).toBe(1);
    });
});

test.describe('the kill score', () => {
  const flags = [
    {
      flags: ['--only', 'telepathy'],
      told: '[FLAG_INVALID] --only names [9 characters, fingerprint 2f4e79a308787b64], which is no defect',
    },
    { flags: ['--draw', '0'], told: '[FLAG_INVALID] --draw is "0"; expected a whole number from 1 to 9999.' },
    { flags: ['--fast'], told: "[FLAG_UNKNOWN] Unknown option '--fast'; the nearest is --" },
  ];
  for (const { flags: words, told } of flags) {
    test(`refuses ${words.join(' ')} in a sentence`, async () => {
      const run = await killScore(...words);

      expect(run.output.trim()).toContain(told);
      expect(run.output.trim().split('\n')).toHaveLength(1);
      expect(run.code).toBe(2);
    });
  }
});

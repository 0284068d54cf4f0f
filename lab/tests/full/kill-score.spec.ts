import { execFile } from 'node:child_process';
import { childEnvironment } from '../../../config/child-environment.ts';
import { projectRoot } from '../../../config/project-root.ts';
import { expect, test } from '../../fixtures/test.ts';
import { type Defect, listDefects } from '../../kill-score/defect.ts';
import { huntDefect } from '../../kill-score/hunt-defect.ts';
import { killers } from '../../kill-score/killers.ts';
import { draw } from '../../seed.ts';

const config = 'lab/plants/kill-score.config.ts';
const drawn = [1, 2, 3, 4, 5, 6, 7, 8];
const { signal } = new AbortController();

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

/** Once per worker: asking costs a process. */
let listed: Promise<Defect[]> | undefined;

/** The defect that a seed draws as this number. */
async function drawnDefect(seed: number, number: number): Promise<Defect> {
  listed ??= listDefects();
  const [defect] = draw(await listed, `${seed}`, number).slice(-1);
  return defect ?? { name: 'none', breaks: 'none' };
}

test.describe('a planted defect', () => {
  test.setTimeout(120_000);

  for (const number of drawn) {
    test(`that a seed draws as number ${number} turns the suite red, and is named`, async ({ seed }) => {
      const defect = await drawnDefect(seed, number);
      test.info().annotations.push({ type: 'defect', description: defect.name });
      const options = {
        config,
        killers: 'first',
        lastKiller: killers.read().get(defect.name),
        envFileOf: () => undefined,
        signal,
      } as const;

      expect(await huntDefect(defect, options)).toMatchObject({
        ...defect,
        killedBy: expect.stringMatching(/\.spec\.ts › /),
      });
    });
  }

  for (const { title, suite, note } of [
    { title: 'no test notices', suite: 'toothless', note: 'the run is green' },
    {
      title: 'only a test notices that is always red',
      suite: 'barking',
      note: '\\S+barking.plant.ts › .+ fails on a healthy staging, too',
    },
  ])
    test(`that ${title} survives, and makes the score red`, async () => {
      const config = `lab/plants/${suite}.config.ts`;
      const run = await killScore('--only', 'expired-tokens-accepted', '--config', config);

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
    { flags: ['--fast'], told: "[FLAG_UNKNOWN] Unknown option '--fast'. Known are --full" },
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

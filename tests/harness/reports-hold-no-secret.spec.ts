import { readFileSync } from 'node:fs';
import { expect, test } from '../../fixtures/test.ts';
import { contentsOf } from '../../helpers/reporting/contents-of.ts';

test.describe('the reports', () => {
  test('of a failing run hold no token, key or password of that run', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();

    const run = await runPlaywright(['--config', 'tests/harness/plants', 'leaks'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
    });
    const secrets = readFileSync(testInfo.outputPath('secrets.txt'), 'utf8').trim().split('\n');
    const contents = [...contentsOf(testInfo.outputPath('reports'))];
    const findings = contents.flatMap(({ place, text }) =>
      secrets.filter((secret) => text.includes(secret)).map(() => place),
    );

    expect(run.output).toContain('5 failed');
    expect(secrets).toHaveLength(7);
    expect(findings).toEqual([]);
    expect(secrets.filter((secret) => run.output.includes(secret))).toHaveLength(0);
    // The search finds what is there: each report tells of the failures, through its archives.
    const tell = contents.filter(({ text }) => text.includes('a token is in an assertion'));
    expect(tell.map(({ place }) => place.replace(/.*\/reports\//, ''))).toEqual(
      expect.arrayContaining([
        'junit.xml',
        'results.json',
        expect.stringMatching(/^blob\/.*!report\.jsonl$/),
        expect.stringMatching(/^html\/index\.html!embedded!/),
      ]),
    );
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../../fixtures/test.ts';
import { contentsOf, type ReportContent } from '../../contents-of.ts';

/** How Playwright names a file after the end of a text, which in a token is its signature. */
const fileName = (text: string): string => text.slice(-150).replaceAll(/[^a-zA-Z0-9-]+/g, '-');

/** Where one of the texts is, archives opened. */
const placesOf = (contents: readonly ReportContent[], texts: readonly string[]): string[] =>
  contents.flatMap(({ place, text }) => (texts.some((canary) => text.includes(canary)) ? [place] : []));

test.describe('a run', () => {
  let directory = '';
  test.beforeEach(() => {
    // Outside of every report: it holds what is looked for.
    directory = mkdtempSync(join(tmpdir(), 'netra-canaries-'));
  });
  test.afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  test('that passes, fails, times out and loses a worker publishes none of its secrets, in no spelling and no place', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const secretsFile = join(directory, 'canaries');
    const run = await runPlaywright(['--config', 'lab/plants', 'canaries', '--grep-invert', 'past the'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
      PLANT_SECRETS: secretsFile,
      CI: '1',
    });
    const merged = testInfo.outputPath('merged');
    const merging = await runPlaywright(
      ['--reporter', 'html', testInfo.outputPath('reports/blob')],
      { PLAYWRIGHT_HTML_OUTPUT_DIR: merged, PLAYWRIGHT_HTML_OPEN: 'never' },
      { command: 'merge-reports' },
    );
    const canaries = readFileSync(secretsFile, 'utf8').trim().split('\n');
    const contents = [...contentsOf(testInfo.outputPath())];

    expect(run.output).toContain('3 failed');
    expect(/LEAK[^]*/.exec(run.output)?.[0]).toBeUndefined();
    expect(canaries).toHaveLength(4 * 6 * 15);
    // A token reads the same in a URL and in JSON. In all they stand in over a thousand places.
    expect(new Set(canaries).size).toBeGreaterThan(6 * 25);
    expect(placesOf(contents, canaries)).toEqual([]);
    expect(
      contents.filter(({ place }) => canaries.some((canary) => place.includes(fileName(canary)))),
    ).toEqual([]);
    expect(canaries.filter((canary) => (run.output + merging.output).includes(canary))).toHaveLength(0);
    // The search finds what is there: each report tells of the failures, through its archives.
    const places = placesOf(contents, ['fails with canaries']).map((place) =>
      place.replace(testInfo.outputPath(), ''),
    );
    expect(places).toEqual(
      expect.arrayContaining([
        '/reports/junit.xml',
        '/reports/results.json',
        '/reports/record.json',
        expect.stringMatching(/^\/reports\/blob\/.*!report\.jsonl$/),
        expect.stringMatching(/^\/reports\/html\/index\.html!embedded!/),
        expect.stringMatching(/^\/merged\/index\.html!embedded!/),
        expect.stringMatching(/^\/test-results\/.*wire\.html$/),
      ]),
    );
  });

  test('whose worker learns of a secret as it ends, or whose target sets cookies and hands out tokens, publishes none of them', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const secretsFile = join(directory, 'canaries');
    const run = await runPlaywright(['--config', 'lab/plants', 'late'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
      PLANT_SECRETS: secretsFile,
    });
    const secrets = readFileSync(secretsFile, 'utf8').trim().split('\n');

    expect(run.output).toContain('the clean-up of a worker got [redacted');
    expect(/LEAK[^]*/.exec(run.output)?.[0]).toBeUndefined();
    expect(secrets).toHaveLength(4);
    expect(placesOf([...contentsOf(testInfo.outputPath())], secrets)).toEqual([]);
    expect(secrets.filter((secret) => run.output.includes(secret))).toHaveLength(0);
  });

  test('in which something writes a secret past the reporters is red, and the secret is overwritten', async ({
    startStaging,
    runPlaywright,
  }, testInfo) => {
    const { variables } = await startStaging();
    const secretsFile = join(directory, 'canaries');
    const run = await runPlaywright(['--config', 'lab/plants', 'canaries', '--grep', 'past the'], {
      ...variables,
      PLANT_OUTPUT: testInfo.outputPath(),
      PLANT_SECRETS: secretsFile,
    });
    const canaries = readFileSync(secretsFile, 'utf8').trim().split('\n');
    const contents = [...contentsOf(testInfo.outputPath())];
    const written = contents.find(({ place }) => place.endsWith('past-the-reporters.txt'));

    expect(run.output).toContain('1 passed');
    expect(run.exitCode).toBe(1);
    expect(run.output).toMatch(
      /\nLEAK: 2 places held a secret[^]*\n {2}\S*past-the-reporters\.txt: a note, \[redacted \w{8}\]\n/,
    );
    expect(run.output).toMatch(/\[redacted \w{8}\]\.txt \(its name\)\n/);
    expect(written?.text).toMatch(/^a note, \[redacted \w{8}\]$/);
    expect(placesOf(contents, canaries)).toEqual([]);
    expect(
      contents.filter(({ place }) => canaries.some((canary) => place.includes(canary.split('.')[2] ?? ''))),
    ).toEqual([]);
  });
});

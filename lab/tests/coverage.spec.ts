import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures/test.ts';
import { censusText } from '../../helpers/census/census-text.ts';
import { contractPromises } from '../../helpers/coverage/contract-promises.ts';
import { coverageHoles } from '../../helpers/coverage/coverage-holes.ts';
import { coveragePage } from '../../helpers/coverage/coverage-page.ts';
import { listTests } from '../../helpers/coverage/list-tests.ts';
import type { ListedTest } from '../../helpers/coverage/listed-test.ts';
import { type SeedLine, seedLines } from '../../helpers/coverage/seed-lines.ts';

const page = new URL('../../docs/coverage.md', import.meta.url);
const manifest = new URL('../../tests/census.json', import.meta.url);
const proof: ListedTest = {
  id: 'tests/e2e/a.spec.ts › a [N1]',
  project: 'suite',
  tier: 'e2e',
  file: 'tests/e2e/a.spec.ts',
  title: 'a [N1]',
  tags: [],
  promises: ['N1'],
};
const line: SeedLine = { seed: 'plan', line: 'a wish', promises: ['N1'], spec: 'e2e/a' };

const holes = [
  { what: 'a promise without a test', promises: ['N1', 'N2'], told: 'No test names promise N2.' },
  {
    what: 'a test without a promise',
    tests: [proof, { ...proof, title: 'b', promises: [] }],
    told: 'tests/e2e/a.spec.ts: "b" names no promise.',
  },
  {
    what: 'a promise that nobody gave',
    tests: [{ ...proof, promises: ['N1', 'N9'] }],
    told: 'N9 is no promise of docs/contract.md.',
  },
  {
    what: 'a seed line whose spec is not there',
    lines: [{ ...line, spec: 'e2e/b' }],
    told: '"a wish": no test of e2e/b names N1.',
  },
];

test.describe('the coverage', () => {
  test('has no hole, and its page and the census are what the tests say', async () => {
    const parts = { promises: contractPromises(), tests: await listTests(), seedLines };

    expect(coverageHoles(parts)).toEqual([]);
    expect(readFileSync(page, 'utf8'), 'docs/coverage.md is stale: npm run fix').toBe(coveragePage(parts));
    expect(readFileSync(manifest, 'utf8'), 'tests/census.json is stale: npm run fix').toBe(
      censusText(parts.tests),
    );
  });

  for (const { what, promises = ['N1'], tests = [proof], lines = [line], told } of holes) {
    test(`tells ${what}`, () => {
      expect(coverageHoles({ promises, tests, seedLines: lines })).toEqual([told]);
    });
  }
});

import { expect, test } from '../fixtures/test.ts';
import { projectRoot } from '../../config/project-root.ts';
import { contractPromises } from '../../helpers/coverage/contract-promises.ts';
import { coverageHoles } from '../../helpers/coverage/coverage-holes.ts';
import { type ListedTest, listedTest } from '../../helpers/coverage/listed-test.ts';
import { inventoryTests } from '../../helpers/inventory/inventory-file.ts';
import { type SeedLine, seedLines } from '../../helpers/coverage/seed-lines.ts';

const proof: ListedTest = listedTest({
  project: 'suite',
  file: 'tests/e2e/a.spec.ts',
  titles: ['a [N1]'],
  tags: [],
});
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
  test('has no hole', () => {
    const tests = inventoryTests(`${projectRoot}tests/inventory.txt`).map(listedTest);

    expect(coverageHoles({ promises: contractPromises(), tests, seedLines })).toEqual([]);
  });

  for (const { what, promises = ['N1'], tests = [proof], lines = [line], told } of holes) {
    test(`tells ${what}`, () => {
      expect(coverageHoles({ promises, tests, seedLines: lines })).toEqual([told]);
    });
  }
});

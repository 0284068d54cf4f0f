import { readFileSync } from 'node:fs';
import type { Chapter } from '../../config/contract/promises/contract-promise.ts';
import { contractPage } from '../../helpers/coverage/contract-page.ts';
import { coverageHoles } from '../../helpers/coverage/coverage-holes.ts';
import { expect, test } from '../fixtures/test.ts';

const docs = new URL('../../docs/', import.meta.url);
const read = (page: string): string => readFileSync(new URL(page, docs), 'utf8');

type CoveringTest = Parameters<typeof coverageHoles>[0][number];

const proof: CoveringTest = {
  tier: 'e2e',
  file: 'tests/e2e/a.spec.ts',
  title: 'a [N1]',
  tags: [],
  promises: ['N1'],
  needs: [],
};
const promise = { text: 'A promise.', plain: 'A promise.' };
const vital = { ...promise, critical: 'It is the only one.' };
const marked = { ...proof, tags: ['@critical'] };

const holes: { what: string; chapters?: Record<string, Chapter>; tests?: CoveringTest[]; hole: string }[] = [
  {
    what: 'a promise with a letter of its own that has no test',
    chapters: { one: { N1: promise, Q1: promise } },
    hole: 'No test names promise Q1.',
  },
  {
    what: 'a promise that is in two chapters',
    chapters: { one: { N1: promise }, two: { N1: promise } },
    hole: 'N1 is promised twice in config/contract/promises/.',
  },
  {
    what: 'a test without a promise',
    tests: [proof, { ...proof, title: 'b', promises: [] }],
    hole: 'tests/e2e/a.spec.ts: "b" names no promise.',
  },
  {
    what: 'a test of a promise that does not exist',
    tests: [{ ...proof, promises: ['N1', 'J1'] }],
    hole: 'J1 is no promise of config/contract/promises/.',
  },
  {
    what: 'a test of a critical promise without the tag',
    chapters: { one: { N1: vital } },
    hole: 'tests/e2e/a.spec.ts: "a [N1]" names N1, which is critical. Move it into a describe that is tagged @critical.',
  },
  {
    what: 'a test with the tag and no critical promise',
    tests: [marked],
    hole: 'tests/e2e/a.spec.ts: "a [N1]" is tagged @critical and names no critical promise. Move it into a describe without the tag.',
  },
  {
    what: 'a test with the tag of an issue outside of its folder',
    tests: [{ ...proof, tags: ['@issue_7'] }],
    hole: 'tests/e2e/a.spec.ts: "a [N1]" is tagged @issue_7. Take the tag away, or move it into a folder of the issue.',
  },
  {
    what: 'a test in the folder of an issue without its tag',
    tests: [{ ...proof, file: 'tests/e2e/issue_7/a.spec.ts' }],
    hole: 'tests/e2e/issue_7/a.spec.ts: "a [N1]" lies in issue_7/. Tag it @issue_7, and with no other issue.',
  },
  {
    what: 'a critical promise that only some targets are asked about',
    chapters: { one: { N1: vital } },
    tests: [{ ...marked, needs: ['faults'] }],
    hole: 'Each test of N1, which is critical, needs a capability. Write one that needs none.',
  },
  {
    what: 'more critical promises than a gate can have',
    chapters: { one: Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`N${n + 1}`, vital])) },
    tests: Array.from({ length: 13 }, (_, n) => ({ ...marked, promises: [`N${n + 1}`] })),
    hole: '13 promises are critical. Expected at most 12.',
  },
];

test.describe('the coverage', () => {
  for (const { what, chapters = { one: { N1: promise } }, tests = [proof], hole } of holes) {
    test(`names ${what}`, () => {
      expect(coverageHoles(tests, chapters)).toEqual([hole]);
    });
  }

  test('has no hole where each promise has its test', () => {
    expect(coverageHoles([marked], { one: { N1: vital } })).toEqual([]);
  });
});

test.describe('docs/contract.md', () => {
  test('has every table of the contract, and keeps the prose around it', () => {
    const page = read('contract.md');
    const emptied = page.replaceAll(/(<!-- generated: [\w-]+ -->\n)[^]*?(<!-- end -->)/g, '$1$2');

    expect(contractPage(emptied)).toBe(page);
    expect(emptied).not.toContain('<a id=');
  });

  test('is refused where a table is missing, or not known', () => {
    const page = read('contract.md');

    expect(() => contractPage(page.replace('generated: routes', 'generated: paths'))).toThrow(
      '[CONTRACT_REGION] docs/contract.md has a region "paths".',
    );
    expect(() => contractPage(page.replace('<!-- generated: routes -->', ''))).toThrow(
      '[CONTRACT_REGION] docs/contract.md lacks "<!-- generated: routes -->"',
    );
  });
});

test('each line of where-the-suite-comes-from.md names a spec that proves its promises', () => {
  const proofs = new Map(
    [...read('coverage.md').matchAll(/^\| \[(\w+)\].*\| (.*) \|$/gm)].map(([, id, specs]) => [id, specs]),
  );
  const page = read('where-the-suite-comes-from.md');
  const rows = page.match(/^\| (?!-|what it wanted ).*$/gm);
  const lines = [...page.matchAll(/^\| (.+?) +\| (\[.+?) +\| (\[.+?) +\|$/gm)];
  const unproven = lines.flatMap(([, wish, ids = '', spec = '']) =>
    [...ids.matchAll(/\[(\w+)\]\(contract\.md#(\w+)\)/g)]
      .filter(([, id = '', anchor]) => id.toLowerCase() !== anchor || !proofs.get(id)?.includes(spec))
      .map(([, id]) => `${String(wish)}: ${spec} does not prove ${String(id)}`),
  );

  expect(lines.map(([line]) => line)).toEqual(rows);
  expect(unproven).toEqual([]);
});

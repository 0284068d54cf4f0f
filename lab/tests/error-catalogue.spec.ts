import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { errorCatalogue } from '../../config/error-catalogue.ts';
import { projectRoot } from '../../config/project-root.ts';
import { errorsPage } from '../../helpers/cli/errors-page.ts';
import { expect, test } from '../fixtures/test.ts';
import { catalogueDifferences } from '../lint/error-codes.ts';

/** Where nothing is thrown for a person to look up: tests, planted specs, and what no commit has. */
const left = ['node_modules', 'reports', 'test-results', 'tests', 'plants', '.git'];

/** Every file that can throw. */
function* sourcesIn(directory: string): Generator<[path: string, text: string]> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !left.includes(entry.name)) yield* sourcesIn(path);
    if (entry.isFile() && /\.m?[jt]s$/.test(entry.name))
      yield [relative(projectRoot, path), readFileSync(path, 'utf8')];
  }
}

const thrown = "throw new HarnessError('FLAG_INVALID', `--kills is ${kills}.`);";
const catalogue = { harness: { FLAG_INVALID: {} } };
const differences: { what: string; text?: string; codes?: object; sentence: string }[] = [
  {
    what: 'a code that is thrown and not listed',
    text: `${thrown} new TargetError('TARGET_LOST', 'It is gone.')`,
    sentence: 'a.ts throws TARGET_LOST, which is not in the catalogue.',
  },
  {
    what: 'a code in a sentence that is not listed',
    text: `${thrown} print(coded('SWEEP_LATE', sentence))`,
    sentence: 'a.ts throws SWEEP_LATE, which is not in the catalogue.',
  },
  {
    what: 'a code of a class of its own that is not listed',
    text: `${thrown} class GoneError extends CodedError { constructor() { super('GONE', 'It is gone.'); } }`,
    sentence: 'a.ts throws GONE, which is not in the catalogue.',
  },
  {
    what: 'a listed code that only a comment and a type name',
    text: `${thrown} /** [TARGET_LOST] */ type Lost = 'TARGET_LOST';`,
    codes: { operations: { TARGET_LOST: {} } },
    sentence: 'Nothing throws TARGET_LOST. Remove it from the catalogue.',
  },
  ...["'[FLAG_INVALID] It is 3.'", '`[FLAG_INVALID] It is ${number}.`'].map((text) => ({
    what: `a code that no type checks, in ${text.startsWith('`') ? 'a template' : 'a string'}`,
    text: `${thrown} throw new Error(${text});`,
    sentence: "a.ts writes [FLAG_INVALID] into a text: use an error class, or coded('FLAG_INVALID', …).",
  })),
  {
    what: 'a code with two owners',
    codes: { product: { FLAG_INVALID: {} } },
    sentence: 'FLAG_INVALID has two owners in the catalogue.',
  },
];

test.describe('the catalogue of errors', () => {
  test('lists every code that is thrown, and no other', () => {
    const sources = new Map(sourcesIn(projectRoot));

    expect(sources.has('helpers/errors/contract-error.ts')).toBe(true);
    expect(catalogueDifferences(errorCatalogue, sources)).toEqual([]);
  });

  for (const { what, text = thrown, codes = {}, sentence } of differences)
    test(`is compared with the code, which shows ${what}`, () => {
      const found = catalogueDifferences({ ...catalogue, ...codes }, new Map([['a.ts', text]]));

      expect(new Set(found)).toEqual(new Set([sentence]));
    });

  test('is what docs/errors.md says', () => {
    expect(readFileSync(`${projectRoot}docs/errors.md`, 'utf8')).toBe(errorsPage());
  });
});

import { type InventoryTest, keyOf, quoted } from './inventory-test.ts';
import { pairRenames, type Rename } from './pair-renames.ts';
import { testId } from './test-name.ts';

/** What differs between an inventory and what was collected. */
export interface InventoryDifferences {
  /** In the inventory and not collected. */
  missing: readonly InventoryTest[];
  /** Collected and not in the inventory. */
  extra: readonly InventoryTest[];
  /** Missing and extra, and in neither of those lists. */
  renamed: readonly Rename[];
}

/**
 * Compares what was collected with the inventory.
 * @param held - tests of the inventory that must have been collected
 */
export function inventoryDifferences(
  inventory: readonly InventoryTest[],
  held: readonly InventoryTest[],
  collected: readonly InventoryTest[],
): InventoryDifferences {
  const [known, found] = [inventory, collected].map((tests) => new Set(tests.map(keyOf))) as [
    Set<string>,
    Set<string>,
  ];
  const extra = collected.filter((test) => !known.has(keyOf(test)));
  const missing = held.filter((test) => !found.has(keyOf(test)));
  const extraIds = new Set(extra.map(({ file, titles }) => testId(file, titles)));
  // What has another tag or project may be left out by what chose.
  const changed = inventory.filter(
    (test) =>
      extraIds.has(testId(test.file, test.titles)) && !found.has(keyOf(test)) && !missing.includes(test),
  );
  const renamed = pairRenames([...missing, ...changed], extra);
  return {
    missing: missing.filter((test) => !renamed.some(({ from }) => from === test)),
    extra: extra.filter((test) => !renamed.some(({ to }) => to === test)),
    renamed,
  };
}

/** What the sentences about differences need besides them. */
export interface FindingsContext {
  /** As the sentences name the inventory. */
  path: string;
  held: readonly InventoryTest[];
  isThere: (file: string) => boolean;
}

const most = 10;

function* firstOf(sentences: readonly string[], more: string): Generator<string> {
  yield* sentences.slice(0, most);
  const rest = sentences.length - most;
  if (rest > 0) yield `… and ${rest} more ${more}.`;
}

function renameSentence({ from, to }: Rename, { path }: FindingsContext, fix: string): string {
  const [before, after] = [from, to].map((test) =>
    from.project === to.project ? quoted(test) : `${quoted(test)} of project ${test.project}`,
  ) as [string, string];
  return `${before} is in ${path}, but ${after} was collected. Was it renamed, moved or tagged? ${fix}`;
}

/** One sentence per missing test, or per file of which all are missing. */
function* missingSentences(
  missing: readonly InventoryTest[],
  { path, held, isThere }: FindingsContext,
  fix: string,
): Generator<string> {
  for (const file of new Set(missing.map((test) => test.file))) {
    const gone = missing.filter((test) => test.file === file);
    const number = `${gone.length} tests, e.g. "${String(gone[0]?.titles.join(' › '))}"`;
    if (!isThere(file))
      yield `${file} is in ${path}, but it is not there, and with it ${number}. Was it deleted or moved? Restore it, or run npm run fix -- --accept-removal ${file}.`;
    else if (gone.length > 1 && gone.length === held.filter((test) => test.file === file).length)
      yield `${file} is there, but none of its ${number}, was collected. Can it be loaded, does it still hold tests, or is one focused elsewhere?`;
    else
      for (const test of gone)
        yield `${quoted(test)} is in ${path}, but was not collected. Was it deleted? ${fix}`;
  }
}

/** What makes a run red, in sentences: at most ten of a kind. */
export function* inventoryFindings(
  { missing, extra, renamed }: InventoryDifferences,
  context: FindingsContext,
): Generator<string> {
  const fix = `Run npm run fix and look at the change of ${context.path}.`;
  yield* firstOf(
    renamed.map((rename) => renameSentence(rename, context, fix)),
    'with another name',
  );
  yield* firstOf([...missingSentences(missing, context, fix)], 'that were not collected');
  yield* firstOf(
    extra.map((test) => `${quoted(test)} was collected, but is not in ${context.path}. Is it new? ${fix}`),
    'that are not in the inventory',
  );
}

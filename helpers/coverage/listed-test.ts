import type { InventoryTest } from '../inventory/inventory-test.ts';
import { promisesOf, testId, tierOf } from '../inventory/test-name.ts';

/** A test as Playwright lists it. */
export interface ListedTest extends InventoryTest {
  /** As in the record of a run: file › describes › title. */
  id: string;
  /** The folder of `tests/`: preflight, unit, integration, e2e or harness. */
  tier: string;
  title: string;
  /** Ids at the end of its title. */
  promises: string[];
}

/** A test with what its annotations say. */
export interface AnnotatedTest extends ListedTest {
  /** Capabilities that it needs. */
  needs: string[];
}

/** A test with what its path and its title say. */
export function listedTest({ project, file, titles, tags }: InventoryTest): ListedTest {
  const title = titles.at(-1) ?? '';
  const ofTitle = { id: testId(file, titles), title, promises: promisesOf(title) };
  return { project, file, titles, tags, tier: tierOf(file), ...ofTitle };
}

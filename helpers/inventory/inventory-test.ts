import type { TestCase } from '@playwright/test/reporter';
import { testId } from './test-name.ts';

/** A test as the inventory names it. */
export interface InventoryTest {
  /** The Playwright project that runs it. */
  project: string;
  /** From the project's root. */
  file: string;
  /** Its describes, then its own title. */
  titles: readonly string[];
  /** Sorted. */
  tags: readonly string[];
}

/** What a tag looks like where it ends a title. */
export const tagsAtEnd = /(?: @[\w-]+)+$/;

/** A test in the form that a line of the inventory can hold: one space between words, and tags apart from titles. */
export function inventoryTest(test: InventoryTest): InventoryTest {
  const titles = test.titles.map((title) => title.trim().replaceAll(/\s+/g, ' ').replace(tagsAtEnd, ''));
  const tags = new Set(test.tags.filter((tag) => /^@[\w-]+$/.test(tag)));
  return { ...test, titles: titles.filter(Boolean), tags: [...tags].toSorted() };
}

/** The test that a case belongs to; its repeats belong to the same one. */
export function collectedTest(test: TestCase): InventoryTest {
  const [, project = '', file = '', ...titles] = test.titlePath();
  return inventoryTest({ project, file, titles, tags: test.tags });
}

/** Two tests with the same key are the same. */
export function keyOf({ project, file, titles, tags }: InventoryTest): string {
  return [project, testId(file, titles), ...tags].join(' ');
}

/** A test as a sentence names it. */
export function quoted({ file, titles, tags }: InventoryTest): string {
  return [`${file} › "${titles.join(' › ')}"`, ...tags].join(' ');
}

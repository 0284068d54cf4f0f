import type { TestCase } from '@playwright/test/reporter';
import { testId } from '../record/test-name.ts';
import type { DeclaredTest } from './census-manifest.ts';

/** A test that Playwright found, as far as the manifest speaks of it. */
export type CollectedTest = Pick<DeclaredTest, 'id' | 'project' | 'tags'>;

/** The test that a case is of; its repeats are of the same one. */
export function collectedTest(test: TestCase): CollectedTest {
  const [, project = '', file = '', ...titles] = test.titlePath();
  return { id: testId(file, titles), project, tags: [...test.tags] };
}

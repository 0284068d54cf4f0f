import type { ListedTest } from './listed-test.ts';
import type { SeedLine } from './seed-lines.ts';

/** What proves what. */
export interface CoverageParts {
  /** Ids of the contract. */
  promises: readonly string[];
  tests: readonly ListedTest[];
  seedLines: readonly SeedLine[];
}

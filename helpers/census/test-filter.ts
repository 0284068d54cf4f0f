import type { CollectedTest } from './collected-test.ts';

/** One thing on the command line that chooses tests. */
export interface TestFilter {
  /** As it was typed. */
  text: string;
  /** Whether it chooses a test, as far as the manifest can tell. */
  chooses(test: CollectedTest): 'yes' | 'no' | 'perhaps';
  /** What the manifest cannot tell. */
  notHeld?: string | undefined;
}

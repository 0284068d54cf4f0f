/** A test as Playwright lists it. */
export interface ListedTest {
  /** As in the record of a run: file › describes › title. */
  id: string;
  /** The Playwright project. */
  project: string;
  /** The folder of `tests/`: preflight, unit, integration, e2e or harness. */
  tier: string;
  /** From the project's root. */
  file: string;
  title: string;
  tags: string[];
  /** Ids at the end of its title. */
  promises: string[];
}

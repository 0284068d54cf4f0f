/** A test as Playwright lists it. */
export interface ListedTest {
  /** The Playwright project: preflight, unit, integration, e2e or harness. */
  tier: string;
  /** From the project's root. */
  file: string;
  title: string;
  /** Ids at the end of its title. */
  promises: string[];
}

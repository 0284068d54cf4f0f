/** The tiers of the suite, each a Playwright project and a folder of `tests/`. */
export const tiers = ['unit', 'integration', 'e2e'] as const;

/** The tiers of the suite, each a folder of `tests/`. */
export const tiers = ['unit', 'integration', 'e2e'] as const;

import { z } from 'zod';

const declaredTest = z.strictObject({
  /** As in the record of a run: file › describes › title. */
  id: z.string().includes(' › '),
  /** The Playwright project that runs it. */
  project: z.string(),
  tier: z.string(),
  tags: z.array(z.string()),
  /** Promises of docs/contract.md that the title names. */
  promises: z.array(z.string()),
});

export type DeclaredTest = z.infer<typeof declaredTest>;

/** `tests/census.json`, version 1: every test that there is, made from Playwright's own list. */
export const censusManifest = z.strictObject({ version: z.literal(1), tests: z.array(declaredTest).min(1) });

import { z } from 'zod';

const count = z.int().nonnegative();
const ids = z.array(z.string());

/** What came of holding a run against the manifest of all declared tests. */
export const census = z.strictObject({
  /** The manifest, from the configuration's directory. */
  manifest: z.string(),
  /** How many tests the filter chooses by the manifest. */
  declared: count,
  /** How many tests were collected for it, those of other shards included. */
  collected: count,
  /** How many tests of this run came to an end. */
  ran: count,
  /** How many did not, each for a reason of its own (`tests[].reason`). */
  notRun: count,
  /** Declared and not collected. */
  missing: ids,
  /** Collected and not declared, or not chosen by the filter. */
  extra: ids,
  /** Declared and not collected, while another that is nearly the same was. */
  renamed: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  /** Collected with other tags than declared. */
  retagged: ids,
  /** What the manifest could not tell. */
  notHeld: ids,
  /** What makes the run red, in sentences. */
  findings: ids,
});

export type Census = z.infer<typeof census>;

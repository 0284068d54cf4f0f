import { z } from 'zod';

const judgedCause = z.object({
  /** Of docs/causes.md. */
  id: z.string(),
  sentence: z.string(),
  owner: z.enum(['harness', 'operations', 'product']),
  /** What was seen that shows it. */
  reason: z.string(),
  next: z.string(),
});

/** What one diagnosis of a run came to; it is asked for once per signature and changes no verdict. */
export const diagnosisRecord = z.object({
  /** By what the tests were refused, e.g. `the chat backend answered 403`. */
  signature: z.string(),
  /** Several causes of one finding cannot be told apart; the finding that hides the others comes first. */
  findings: z.array(z.object({ causes: z.array(judgedCause) })),
  /** What was seen that no cause explains. */
  unknown: z.array(z.string()),
  /** All of it as the doctor tells it, or why it came to no end. */
  text: z.string(),
  /** Requests and handshakes. */
  requests: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
});

export type DiagnosisRecord = z.infer<typeof diagnosisRecord>;

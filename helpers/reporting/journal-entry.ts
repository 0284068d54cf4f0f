import { z } from 'zod';
import { diagnosisRecord } from './diagnosis-record.ts';

/** One thing that a worker did, as the journal of the run keeps it. */
export const journalEntry = z.discriminatedUnion('kind', [
  /** A request or a handshake went out to the target, for a test unless a worker's fixture asked. */
  z.object({ kind: z.literal('request'), test: z.string().optional() }),
  /** The target answered 429, and the run rested. */
  z.object({ kind: z.literal('throttled'), test: z.string().optional() }),
  /** So many abandoned users were removed. */
  z.object({ kind: z.literal('users-swept'), count: z.int().positive() }),
  /** A service of the target told what it is. */
  z.object({
    kind: z.literal('service'),
    service: z.string(),
    version: z.string(),
    revision: z.string().optional(),
  }),
  /** A diagnosis of the run came to its end. */
  diagnosisRecord.extend({ kind: z.literal('diagnosis') }),
  /** A failed test, by Playwright's id, that it belongs to. */
  z.object({ kind: z.literal('diagnosed'), test: z.string(), signature: z.string() }),
]);

export type JournalEntry = z.infer<typeof journalEntry>;

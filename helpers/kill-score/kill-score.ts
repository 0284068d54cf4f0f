import { z } from 'zod';

const fate = z.strictObject({
  name: z.string(),
  /** The promise of docs/contract.md that it breaks. */
  breaks: z.string(),
  /** The test whose failure names that promise, as `file › title`; null where there is none. */
  killedBy: z.string().nullable(),
  /** Others that noticed it too, as far as they were run. */
  alsoKilledBy: z.array(z.string()),
  /** Why it survived. */
  note: z.string().optional(),
  seconds: z.number().nonnegative(),
});

/** `reports/kill-score.json`: which defects turned the run red, and what noticed them. */
export const killScore = z.strictObject({
  total: z.int().nonnegative(),
  killed: z.int().nonnegative(),
  /** Names. */
  survived: z.array(z.string()),
  defects: z.array(fate),
});

export type KillScore = z.infer<typeof killScore>;
/** What became of one defect. */
export type Fate = KillScore['defects'][number];

import type { RunRecord } from './run-record.ts';
import { tally } from './tally.ts';
import { whyTexts } from './why-texts.ts';

/** What the terminal says of a run that says less than it seems to, or is red for what Playwright lets pass. */
export function* caveats({
  target,
  filter,
  census,
  counts,
  diagnoses,
  users,
  tests,
}: RunRecord): Generator<string> {
  if (target.variants.length > 0)
    yield `DEFECTIVE ON PURPOSE: the target was started with ${target.variants.join(', ')}. It says nothing about the product.`;
  yield* whyTexts(diagnoses);
  if (filter.isSubset) yield `SUBSET: ${filter.by.join(', ')}. It says nothing about the whole.`;
  for (const what of census?.notHeld ?? []) yield `NOT HELD: ${what}.`;
  yield* census?.findings ?? [];
  const reasons = tests.flatMap(({ outcome, reason = '' }) => (outcome === 'not-run' ? [reason] : []));
  for (const [reason, count] of tally(reasons)) yield `NOT RUN: ${String(count)} tests. ${reason}`;
  if (users.left.length > 0)
    yield `LEFT BEHIND: ${String(users.left.length)} users: ${users.left.join(', ')}. ${
      target.capabilities.includes('user-deletion')
        ? 'The ledger keeps them: npm run users -- sweep.'
        : 'The ledger keeps them, as the target lacks user-deletion: npm run users -- list --format sql.'
    }`;
  if (counts.flaky > 0) yield `FLAKY: ${String(counts.flaky)} tests passed only when run again.`;
  const red = tests.filter(({ failedByRecord }) => failedByRecord);
  for (const { id, reason = '' } of red) yield `RED: ${id}: ${reason}`;
}

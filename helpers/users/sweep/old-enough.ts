import { ageOf } from '../test-identity.ts';

const hourMs = 3_600_000;
/** No run lasts so long. */
const leastAgeMs = 24 * hourMs;

/**
 * Tells e-mails of leftovers, which no run needs any more by their own date, from others, with the reason.
 * @param lines - of a file: an e-mail in each, or nothing
 */
export function oldEnough(
  lines: readonly string[],
  nowMs: number,
): { leftovers: string[]; refused: string[] } {
  const leftovers: string[] = [];
  const refused: string[] = [];
  for (const [index, email] of lines.entries()) {
    if (email === '') continue;
    const ageMs = ageOf(email, nowMs);
    if (ageMs === undefined) refused.push(`Line ${String(index + 1)} is no test identity of this harness.`);
    else if (ageMs >= leastAgeMs) leftovers.push(email);
    else
      refused.push(
        ageMs < 0
          ? `${email} is of a time that is yet to come: is the clock of this machine right?`
          : `${email} is ${String(Math.floor(ageMs / hourMs))} hours old by its date, and a run may need it: 24 are needed.`,
      );
  }
  return { leftovers, refused };
}

import type { ExpectedRefusal } from '../../config/contract-profiles.ts';
import type { Target } from '../../config/target.ts';
import { timeouts } from '../../config/timeouts.ts';
import { lookUntil } from '../http/look-until.ts';
import type { WireResponse } from '../http/wire-response.ts';
import type { HandshakeOutcome } from '../socket/shake-hands.ts';
import { refusalProblem } from './refusal-problem.ts';

/**
 * Asks until every answer is the refusal, or until it had to be: a logout, a deletion or a deactivation binds within
 * `revocationVisibleMs`, in each instance of the target by itself (contract §0). The caller asserts.
 */
export function lookUntilRefused(
  ask: () => Promise<(WireResponse | HandshakeOutcome)[]>,
  refusal: ExpectedRefusal,
  { revocationVisibleMs }: Pick<Target, 'revocationVisibleMs'>,
): Promise<(WireResponse | HandshakeOutcome)[]> {
  return lookUntil(
    ask,
    (answers) => answers.every((answer) => refusalProblem(answer, refusal) === undefined),
    {
      deadlineMs: revocationVisibleMs,
      // Each look is some twenty requests: a long deadline is not to use up the budget of the run.
      everyMs: Math.max(timeouts.lookAgainMs, revocationVisibleMs / 15),
    },
  );
}

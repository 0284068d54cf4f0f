import type { ExpectedRefusal } from '../../config/contract/profiles.ts';
import type { Target } from '../../config/target.ts';
import { lookUntil } from '../http/look-until.ts';
import { untilBound } from '../http/look-until-bound.ts';
import { WireResponse } from '../http/wire-response.ts';
import type { HandshakeOutcome } from '../socket/shake-hands.ts';
import { refusalProblem } from './refusal-problem.ts';

type Answer = WireResponse | HandshakeOutcome;

const isAboutTheCaller = (answer: Answer): boolean =>
  [401, 403].includes(answer instanceof WireResponse ? answer.status : answer.handshake.status);

/**
 * Asks until every answer refuses the caller, or until it had to: a logout, a deletion or a deactivation binds within
 * `revocationVisibleMs`, in each instance of the target by itself (contract §0). Where all refuse, but not as the profile
 * says, there is nothing to wait for. The caller asserts.
 */
export function lookUntilRefused(
  ask: () => Promise<Answer[]>,
  refusal: ExpectedRefusal,
  target: Pick<Target, 'revocationVisibleMs'>,
): Promise<Answer[]> {
  const isRefused = (answers: Answer[]): boolean =>
    answers.every((answer) => refusalProblem(answer, refusal) === undefined || isAboutTheCaller(answer));
  return lookUntil(ask, isRefused, untilBound(target));
}

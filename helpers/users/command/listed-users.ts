import type { Target } from '../../../config/target.ts';
import { thisProcess } from '../../../config/process-owner.ts';
import type { LedgerUser } from '../ledger/ledger-line.ts';
import { stateOfPart, type StateOfPart } from '../ledger/owner.ts';
import { partsOfTarget } from '../ledger/parts-of-target.ts';

/** A user who is, or may be, at the target, and whether somebody answers for it. */
export interface ListedUser extends Omit<LedgerUser, 'wasMade' | 'unanswered'>, StateOfPart {
  run: string;
  /** File of the ledger. */
  file: string;
}

/** Everybody whom the ledger of a target does not know to be gone, and what cannot be read of it or is of another target. */
export function listedUsers(target: Target): {
  users: ListedUser[];
  problems: string[];
} {
  const { parts, others } = partsOfTarget(target);
  const here = thisProcess();
  const users = parts.flatMap((part) => {
    const state = stateOfPart(part, here, Date.now());
    return part.users
      .filter(({ fate }) => fate !== 'absent')
      .map(({ way, email, id, plannedAt, fate }) => ({
        run: part.run,
        way,
        email,
        id,
        plannedAt,
        fate,
        file: part.path,
        ...state,
      }));
  });
  return { users, problems: [...parts.flatMap(({ problems }) => problems), ...others] };
}

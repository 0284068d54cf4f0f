import type { Target } from '../../../config/target.ts';
import type { HttpClient } from '../../http/http-client.ts';
import type { LedgerUser } from '../ledger/ledger-line.ts';
import type { StateOfPart } from '../ledger/owner.ts';
import { judgeLedger } from '../sweep/plan-sweep.ts';

/** A user that is, or may be, at the target, and whether its process still removes it. */
export interface ListedUser
  extends
    Pick<LedgerUser, 'way' | 'email' | 'id' | 'plannedAt' | 'fate'>,
    Pick<StateOfPart, 'isAbandoned' | 'because'> {
  /** Undefined where its file does not show it. */
  run: string | undefined;
  /** File of the ledger. */
  file: string;
}

/** All users that the ledger of a target does not show to be gone, and what is wrong with its files, in sentences. */
export async function listedUsers(
  target: Target,
  auth: HttpClient,
): Promise<{ users: ListedUser[]; problems: string[] }> {
  const { parts, problems, others } = await judgeLedger(target, auth);
  const users = parts.flatMap(({ part: { run, path: file, users: all }, state }) =>
    all
      .filter(({ fate }) => fate !== 'absent')
      .map(({ way, email, id, plannedAt, fate }) => ({
        ...{ run, way, email, id, plannedAt, fate, file },
        isAbandoned: state.isAbandoned,
        because: state.because,
      })),
  );
  return { users, problems: [...problems, ...others] };
}

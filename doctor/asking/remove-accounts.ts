import type { HttpClient } from '../../helpers/http/http-client.ts';
import { TargetError } from '../../helpers/errors/target-error.ts';
import { createDeletionPatience } from '../../helpers/users/deletion-patience.ts';
import { keyOfUser, type LedgerUser } from '../../helpers/users/ledger/ledger-line.ts';
import { removeOwnUser } from '../../helpers/users/remove-user.ts';
import type { Session } from './session.ts';

/** A user that the diagnosis made, or may have made, and that is not shown to be gone. */
export interface LeftUser {
  email: string;
  why: string;
}

/** The auth service, as the clean-up of the suite asks it. */
function authOf({ client }: Session): HttpClient {
  return {
    send: async (request) => {
      const { answer, response } = await client.read('auth', request);
      if (response) return response;
      const reason = answer.failure ?? 'no answer';
      throw new TargetError('TARGET_UNREACHABLE', `${answer.asked}: no answer came (${reason}).`, { reason });
    },
  };
}

/**
 * Removes all users of a diagnosis at once, and shows that they are gone as the suite does.
 * @param bindsWithinMs - how long the target gets until the deletions bind
 * @returns those that are not shown to be gone
 */
export async function removeAccounts(session: Session, bindsWithinMs: number): Promise<LeftUser[]> {
  const { subject, accounts } = session;
  const { ledger, bypassKey, userKey, target } = subject;
  await ledger.idle();
  const auth = authOf(session);
  const means = { auth, bypassKey, userKey, patience: createDeletionPatience(bindsWithinMs) };
  const tokenOf: typeof ledger.tokenOf = (user) => {
    const way = user.way === 'bypass' ? 'bypass' : 'registered';
    const account = accounts.find((one) => one.way === way && one.identity.email === user.email);
    return account?.token ?? ledger.tokenOf(user);
  };
  const reasons = new Map<string, string>();
  const remove = async (user: LedgerUser): Promise<void> => {
    try {
      await removeOwnUser(user, { ...ledger, tokenOf }, means);
    } catch (error) {
      reasons.set(keyOfUser(user), error instanceof Error ? error.message : String(error));
    }
  };
  await Promise.all(ledger.open().map(remove));
  const isPromised = target.capabilities.has('user-deletion');
  return ledger.open().map((user) => ({
    email: user.email,
    why: isPromised
      ? (reasons.get(keyOfUser(user)) ?? 'A request that makes it has no answer, and may make it later.')
      : 'The target lacks user-deletion.',
  }));
}

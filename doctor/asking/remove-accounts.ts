import { GuardError } from '../../helpers/guard/guard-error.ts';
import type { WireRequest } from '../../helpers/http/http-client.ts';
import { isAccepted } from '../observation/answer.ts';
import { DeadlineOver } from './deadline.ts';
import { type Account, freshToken, type Session } from './session.ts';

/** Removes one user, by the bypass key or its own token; false where the target does not, or names somebody else. */
async function remove(session: Session, account: Account): Promise<boolean> {
  const { client, subject } = session;
  if (!account.isOwn || /^\.{1,2}$/.test(account.id)) return false;
  const path = `/auth/users/${encodeURIComponent(account.id)}`;
  const ask = async (by: Pick<WireRequest, 'token' | 'headers'>): Promise<boolean> => {
    const request: WireRequest = { method: 'DELETE', path, ...by };
    const first = await client.ask('auth', request);
    // Where users cannot be removed, 404 is about the path, and the control is not answered by 401 (contract A10).
    const isGone = isAccepted(first)
      ? (await client.ask('auth', request)).status === 404
      : first.status === 404 &&
        subject.target.capabilities.has('user-deletion') &&
        (await client.ask('auth', { method: 'DELETE', path: '/auth/users/e2e-test-nobody' })).status === 401;
    if (isGone)
      subject.ledger.absent({
        way: account.way === 'bypass' ? 'bypass' : 'provisioned',
        email: account.identity.email,
      });
    return isGone;
  };
  if (subject.bypassKey && (await ask({ headers: { 'X-E2E-Bypass-Key': subject.bypassKey } }))) return true;
  if (await ask({ token: account.token })) return true;
  const token = await freshToken(session, account);
  return token !== undefined && (await ask({ token }));
}

/** Removes the users of a diagnosis; the e-mails of those that the target kept. */
export async function removeAccounts(session: Session): Promise<string[]> {
  const left: string[] = [];
  for (const account of session.accounts) {
    try {
      if (!(await remove(session, account))) left.push(account.identity.email);
    } catch (error) {
      if (!(error instanceof DeadlineOver || error instanceof GuardError)) throw error;
      left.push(account.identity.email);
    }
  }
  return left;
}

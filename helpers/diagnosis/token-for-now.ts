import type { Secret } from '../../config/secret.ts';
import { freshToken } from './fresh-token.ts';
import { readUses } from './read-uses.ts';
import type { Account, Session } from './session.ts';

/** A token of an account that may be used now: a fresh one where what was seen says that a used one is refused. */
export async function tokenForNow(session: Session, account: Account): Promise<Secret> {
  const { pattern } = readUses(session.seen);
  const needsFresh = pattern === 'on reuse' || pattern === 'by token';
  return (needsFresh ? await freshToken(session, account) : undefined) ?? account.token;
}

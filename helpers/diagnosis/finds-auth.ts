import { isAccepted } from './is-accepted.ts';
import { isForeign } from './is-foreign.ts';
import { lastLogin } from './last-login.ts';
import type { Observations } from './observations.ts';

/** What the auth service says of a user or password that it does not know (contract A4). */
const unknownUser = 'Invalid credentials';

/** How the login of a user who has just registered comes out through the backend. */
type AuthFound =
  /** The backend finds the auth service. */
  | 'found'
  /** It finds one that does not know the user. */
  | 'another'
  | 'not found'
  /** There is no such route, it is guarded, or it was not asked. */
  | 'untold';

/** Whether the backend finds the auth service, by a login that it hands on. */
export function findsAuth(seen: Pick<Observations, 'loginAgain' | 'loginThroughBackend'>): AuthFound {
  const login = lastLogin(seen);
  if (!login) return 'untold';
  if (isAccepted(login)) return 'found';
  if (isForeign(login)) return 'not found';
  if (login.status === 404) return 'untold';
  const isRefusal = login.status === 401 || login.status === 403;
  // A refusal that says nothing is what an opaque target makes of an outage.
  if (!isRefusal || login.code === undefined) return 'not found';
  return login.code === unknownUser ? 'another' : 'untold';
}

import { type Answer, isAccepted, isForeign, isRefused, type SocketAnswer } from './answer.ts';
import { clockOffsets } from './clock-offset.ts';
import { doesAnswer, type Observations } from './observations.ts';

/** The handshakes of one offer: whether one was let in, and what the others came to. */
export interface OfferReading {
  asked: boolean;
  accepted: SocketAnswer | undefined;
  refusals: readonly SocketAnswer[];
}

/** Reads the handshakes of an offer, e.g. `header`. */
export function readSockets({ sockets }: Observations, offer: string): OfferReading {
  const tried = sockets.filter((socket) => socket.offer === offer);
  return {
    asked: tried.length > 0,
    accepted: tried.find(isAccepted),
    refusals: tried.filter((socket) => !isAccepted(socket)),
  };
}

/**
 * Whether what answers at the URL of a service may be that service, so that it may be handed tokens and keys: it says so, or
 * it is not well, or refuses, in a way that services have. A page, a redirect and another site's 404 or 500 are not.
 */
export function isThere(seen: Pick<Observations, 'auth' | 'backend'>, service: 'auth' | 'backend'): boolean {
  const asked = seen[service];
  if (!doesAnswer(asked)) return false;
  if (asked.says) return service === 'auth' || asked.says.service !== seen.auth?.says?.service;
  const { status, form } = (asked.later ?? asked).health;
  if (form === 'page' || status === 404 || status === 200) return false;
  return status === 503 || form === 'envelope' || form === 'detail' || (status === 401 && form === 'empty');
}

/** Whether the socket refuses a handshake in the same way as one without a token: so it may not be about the token. */
export function isRefusedAsNoToken(seen: Observations, answer: SocketAnswer): boolean {
  const { status, code } = answer;
  return (
    [401, 403].includes(status) &&
    !isForeign(answer) &&
    readSockets(seen, 'no token').refusals.some((none) => none.status === status && none.code === code)
  );
}

const offers = ['header', 'subprotocol', 'own origin', 'foreign origin'];

/** The handshakes that carried a good token, in whatever way. */
export function goodHandshakes({ sockets }: Observations): SocketAnswer[] {
  return sockets.filter(({ offer }) => offers.includes(offer));
}

/** What a login through the backend came to in the end. */
export function lastLogin({
  loginAgain,
  loginThroughBackend,
}: Pick<Observations, 'loginAgain' | 'loginThroughBackend'>): Answer | undefined {
  return loginAgain ?? loginThroughBackend;
}

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

/**
 * Whether the backend may be without the auth service, so that one more question may open its breaker, which stays shut
 * through two failures in a row (contract D2): the last two answers to a token say so, or were any refusals where the login
 * that the backend hands on fails, and no token was taken so far.
 */
export function isCutOff(seen: Observations): boolean {
  const { login, uses } = seen;
  const through = lastLogin(seen);
  const lostLogin =
    through !== undefined && !isAccepted(through) && login?.status === 200 && !uses.some(isAccepted);
  const single = [
    seen.tokenInHand?.use,
    seen.garbage,
    seen.withTestHeaders,
    seen.noSuchObject,
    seen.callAgain,
  ];
  const handshakes = seen.sockets.filter(({ offer }) => offer !== 'no token');
  const lastTwo = [
    ...seen.uses,
    ...seen.forged,
    ...seen.siblings,
    ...seen.otherReads,
    ...handshakes,
    ...single,
  ]
    .filter((answer) => answer !== undefined)
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(-2);
  return (
    lastTwo.length === 2 && lastTwo.every((answer) => (lostLogin ? isRefused(answer) : answer.status === 503))
  );
}

/**
 * Whether a URL leads to the other service: both say the same name, or each refuses an unknown path in the way of the other
 * (contract §1).
 */
export function isMixedUp({
  auth,
  backend,
  accounts,
}: Pick<Observations, 'auth' | 'backend' | 'accounts'>): boolean {
  if (!doesAnswer(backend) || !auth) return false;
  const isSame = backend.says !== undefined && backend.says.service === auth.says?.service;
  // Where somebody was signed in, it is the auth service, whatever it says.
  return (
    isSame ||
    (accounts.length === 0 && auth.nonsense?.form === 'envelope' && backend.nonsense?.form === 'detail')
  );
}

/** The time by the clock of the auth service when its health was asked, in seconds since the epoch. */
export function serverNowS(
  seen: Pick<Observations, 'auth' | 'backend'> & Partial<Pick<Observations, 'accounts'>>,
): number | undefined {
  const { auth } = seen;
  const { auth: ms } = clockOffsets(seen);
  return auth === undefined || ms === undefined ? undefined : (auth.health.atMs + ms) / 1000;
}

/** How long the auth service took when it was asked about tokens directly, and whether once about as long as a refusal of the backend. */
export function slowValidation(
  seen: Pick<Observations, 'accounts' | 'repeatedValidations' | 'forgedAtAuth'>,
  refusals: readonly { durationMs: number }[],
): { isSeen: boolean; durationsMs: number[] } {
  const ofAccounts = seen.accounts.flatMap(({ validation }) => validation ?? []);
  const asked = [...ofAccounts, ...seen.repeatedValidations, ...seen.forgedAtAuth];
  const durationsMs = asked.map(({ answer }) => answer.durationMs);
  const shortest = Math.min(...refusals.map(({ durationMs }) => durationMs));
  return { isSeen: durationsMs.some((durationMs) => 2 * durationMs > shortest), durationsMs };
}

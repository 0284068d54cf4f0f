import type { ConfigurationProblem } from '../config/configuration-error.ts';
import type { TestIdentity } from '../helpers/users/test-identity.ts';
import { type Answer, isAccepted, isForeign, isRefused, type SocketAnswer } from './answer.ts';
import { clockOffsets } from './clock-offset.ts';
import type { ProbeClient } from './probe-client.ts';
import type { RouteFamily } from './route-families.ts';
import type { Account } from './session.ts';

/** What a service says of itself (P1, P11). */
export interface ServiceSeen {
  health: Answer;
  /** Fields of the health answer; undefined where it is no such answer. */
  says?: { status: string; service: string; environment: string };
  /** Whether the health answer names a database that is not well. */
  namesDatabase: boolean;
  /** Where the first health answer was not good: the last one, and how long it took until then. */
  later?: { health: Answer; afterMs: number };
  /** A path that no service has (P13). */
  nonsense?: Answer;
}

/** Claims of a token, unchecked. Times are seconds since the epoch. */
export interface ClaimsSeen {
  sub?: string;
  iat?: number;
  exp?: number;
  permissions?: readonly string[];
  /** How they differ in form from those that the auth service makes (contract §2.1), in words. */
  problems: readonly string[];
}

/** What `POST /auth/validate` says of a token (P4). */
export interface ValidationSeen {
  answer: Answer;
  valid?: boolean;
  error?: string;
  userId?: string;
  userStatus?: string;
  permissions?: readonly string[];
}

/** A real user of the diagnosis with a token that the auth service made. */
export interface AccountSeen {
  way: 'bypass' | 'registered';
  claims: ClaimsSeen;
  /** The local clock when the token was there, in milliseconds since the epoch. */
  madeAtMs: number;
  validation?: ValidationSeen;
  /** `GET /auth/me`. */
  me?: Answer;
  /** `POST /auth/refresh`, and the claims of the new token. */
  refresh?: { answer: Answer; claims?: ClaimsSeen };
  /** Whether the harness's own secret verifies the token (P16). */
  isSignedWithOwnSecret?: boolean;
}

/** One use of a token on a protected route (P5-P7). */
export interface Use extends Answer {
  family: RouteFamily;
  /** Which token: a name within the diagnosis. */
  token: string;
  way: AccountSeen['way'];
}

/** A token in hand: one that somebody was refused with. */
export interface TokenInHandSeen {
  /** False where it is no JWT. */
  isToken: boolean;
  claims: ClaimsSeen;
  isSignedWithOwnSecret?: boolean;
  validation?: ValidationSeen;
  /** On one protected route. */
  use?: Answer;
}

/** Everything that probes have seen, in the order in which it is decided. What was not asked is not there. */
export interface Observations {
  /** What keeps a run from starting; empty where the configuration is good. */
  configuration: readonly ConfigurationProblem[];
  /** Whether the harness has a signing secret of its own, and whether it may be one (contract S1). */
  ownSecret?: { source: string } | { problem: string };
  auth?: ServiceSeen;
  backend?: ServiceSeen;
  /** Public routes without a token (P2). */
  publicRoutes: Answer[];
  /** Protected routes without a token (P2). */
  withoutToken: (Answer & { family: RouteFamily })[];
  /** One of them with garbage and test headers (P9). */
  withTestHeaders?: Answer;
  /** P12. */
  bypass?: { withoutKey?: Answer; wrongKey?: Answer; rightKey?: Answer };
  /** `POST /auth/register` of the diagnosis's own user. */
  registration?: Answer;
  /** That user's login, directly and through the backend, which hands it on. */
  login?: Answer;
  loginThroughBackend?: Answer;
  /** The same again after a rest, where it failed. */
  loginAgain?: Answer;
  accounts: AccountSeen[];
  /** Tokens that nobody may take, at the auth service (P3). */
  forgedAtAuth: (ValidationSeen & { forgery: 'garbage' | 'random key' | 'known default' })[];
  /** The same at the backend. */
  garbage?: Answer;
  forged: (Answer & { family: RouteFamily })[];
  /** Of a user's good tokens. */
  uses: Use[];
  /** What the auth service says of the fresh tokens that were tried again (P4, P7). */
  repeatedValidations: ValidationSeen[];
  /** The same token again, after a wait that ends an open breaker. */
  afterWait?: { use: Use; waitedMs: number };
  /** Paths that are not there, below each family, with a good token (P13). */
  siblings: (Answer & { family: RouteFamily })[];
  /** An object that is not there (contract N4). */
  noSuchObject?: Answer;
  sockets: SocketAnswer[];
  /** A plain GET of the socket's path. */
  plainSocketPath?: Answer;
  /** What an agent run came to. */
  run?: { thread: Answer; asked?: Answer; events: readonly string[]; error?: string };
  tokenInHand?: TokenInHandSeen;
  offerInHand?: { problems: readonly string[]; answer?: SocketAnswer };
  /** Requests of a run that were refused, and then tried again. */
  retried: Answer[];
  /** What the target put off with 429. */
  putOff: readonly string[];
}

/** What is seen before anything was asked. */
export function noObservations(): Observations {
  return {
    configuration: [],
    publicRoutes: [],
    withoutToken: [],
    accounts: [],
    forgedAtAuth: [],
    forged: [],
    uses: [],
    repeatedValidations: [],
    siblings: [],
    sockets: [],
    retried: [],
    putOff: [],
  };
}

/** Whether a service answers at all, whatever it says. */
export function doesAnswer(service: ServiceSeen | undefined): service is ServiceSeen {
  return service !== undefined && (service.later ?? service).health.status !== 0;
}

/** The account whose token the auth service knows and whose user is active; where there is none, the first. */
export function goodAccount(accounts: readonly Account[]): Account | undefined {
  const good = accounts.find(({ seen: { validation } }) => validation?.userStatus === 'active');
  return good ?? accounts[0];
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

/** Logs a user in through the backend, which hands the login on to the auth service. */
export function loginThroughBackend(
  client: ProbeClient,
  { email, password }: TestIdentity,
  as?: string,
): Promise<Answer> {
  const body = { email, password: password.reveal() };
  return client.ask('backend', { method: 'POST', path: '/api/auth/login', body }, as);
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
  const single = [seen.tokenInHand?.use, seen.garbage, seen.withTestHeaders, seen.noSuchObject];
  const handshakes = seen.sockets.filter(({ offer }) => offer !== 'no token');
  const lastTwo = [...seen.uses, ...seen.forged, ...seen.siblings, ...handshakes, ...single]
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
export function serverNowS(seen: Pick<Observations, 'auth' | 'backend'>): number | undefined {
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

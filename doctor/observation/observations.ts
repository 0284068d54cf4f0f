import type { ConfigurationProblem } from '../../config/configuration-error.ts';
import type { RouteFamily } from '../../config/contract/routes.ts';
import type { Answer, SocketAnswer } from './answer.ts';

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
  /** The other routes that read, with a good token; about objects that are not there (contract N4). */
  otherReads: Answer[];
  /** What the diagnosis is asked for, e.g. a refusal in a run, in a few words. */
  refused?: string;
  /** The refused call, again, with a fresh token. */
  callAgain?: Answer;
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
    otherReads: [],
    sockets: [],
    retried: [],
    putOff: [],
  };
}

/** Whether a service answers at all, whatever it says. */
export function doesAnswer(service: ServiceSeen | undefined): service is ServiceSeen {
  return service !== undefined && (service.later ?? service).health.status !== 0;
}

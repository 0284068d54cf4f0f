import type { ServiceEnvironment } from '../auth-service/signing-secret.ts';
import type { DeadEnd } from '../edge/dead-ends.ts';
import type { EdgeRule } from '../edge/edge-rule.ts';
import type { Around } from '../http/around.ts';
import type { WireHook } from '../http/wire-hook.ts';
import type { Timers } from '../timers.ts';
import type { Parts } from './parts.ts';

/** How a service is reached. */
export interface Access {
  /** What happens around each request; a later one lies around the earlier ones. */
  around: readonly Around[];
  /** What changes how answers travel. */
  hooks: readonly WireHook[];
  /** The rules of the proxy before it, in their order; there is none where there are no rules. */
  edge: readonly EdgeRule[];
  /** What is at its address in its place. */
  deadEnd: DeadEnd | undefined;
}

/** Until when something must have come (contract §0), where that is not as usual. */
export interface Deadlines {
  revocationVisibleMs?: number;
  socketRecheckMs?: number;
}

/** Where the services are said to be, without a trailing slash. */
export interface PublishedUrls {
  authUrl: string;
  backendUrl: string;
}

/** How the services are started and reached. */
export interface Wiring {
  timers: Timers;
  deadlines: Deadlines;
  /** What the auth service finds in its environment. */
  authEnvironment: ServiceEnvironment;
  /** What the backend calls its secret towards the auth service. */
  serviceSecret: string;
  /** Whom the backend asks about tokens; undefined for the auth service. */
  delegateTo: { url: string } | { deadEnd: DeadEnd } | undefined;
  auth: Access;
  backend: Access;
  /** How many auth services there are, asked in turn. */
  authServices: number;
  /** What each backend replaces: one per process, asked in turn. */
  replicas: readonly ((parts: Parts) => Parts)[];
  /** What goes to the next of them. */
  turns: 'call' | 'connection';
  /** What people are told, of where it is. */
  publish: (urls: PublishedUrls) => PublishedUrls;
}

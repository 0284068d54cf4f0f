import { AsyncLocalStorage } from 'node:async_hooks';
import { isLoopback } from '../../config/is-loopback.ts';
import { runDirectory } from '../../config/run-directory.ts';
import type { Target } from '../../config/target.ts';
import { GuardError } from './guard-error.ts';
import type { ProductionMark } from './production-mark.ts';

/** A base URL of a target. */
export interface GuardedService {
  /** As a person would name it, e.g. `auth service`. */
  name: string;
  baseUrl: string;
}

/** What a service says of itself. */
export interface ServiceHealth {
  service: string;
  version: string;
  revision?: string | undefined;
  environment?: string | undefined;
}

/** A question whose answer shows whether its target is a staging, whatever asks it. */
export interface GuardedAnswer {
  question: 'health' | 'bypass';
  service: GuardedService;
}

/** An answer, as far as a guard looks at it. */
export interface HeardAnswer {
  /** Method and path. */
  request: string;
  status: number;
  json(): unknown;
}

/** What was sent, as far as a guard looks at it. */
export interface GuardedRequest {
  method: string;
  /** Whole. */
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
}

/** How a guard asks. Its own answers are judged as all others of this process. */
export interface GuardQuestions {
  /** GET of the health paths. @param waitMs - for a service that answers 5xx */
  health(service: GuardedService, waitMs: number): Promise<ServiceHealth>;
  /** The bypass without a key; its status. */
  bypass(auth: GuardedService): Promise<number>;
}

export interface TargetGuardParts {
  target: Target;
  ask: GuardQuestions;
  /** @throws GuardError where the answer says that the target is no staging */
  hear: (answer: HeardAnswer, asked: GuardedAnswer) => void;
  mark: ProductionMark;
}

/** Where the bypass is asked without a key (contract A2). */
export const bypassPath = '/auth/e2e/test-auth';

/** A look that is older is taken again. */
const freshMs = 10_000;

/** HTTP and socket URLs of one server have one origin. */
const originOf = (url: string): string => new URL(url.replace(/^ws/, 'http')).origin;

/** Stagings that this process has started itself, by origin. */
const own = new Set<string>();
const guards = new Map<string, TargetGuard>();
/** Set while a guard itself asks. */
const asking = new AsyncLocalStorage<TargetGuard>();

/** Stands before everything that leaves for a target: the pair of an auth service and a chat backend. */
export class TargetGuard {
  readonly target: Target;
  readonly auth: GuardedService;
  readonly backend: GuardedService;
  readonly #pair: readonly GuardedService[];
  /** Where it has an origin of its own. */
  readonly #socket: GuardedService | undefined;
  readonly #ask: GuardQuestions;
  readonly #hear: TargetGuardParts['hear'];
  readonly #mark: ProductionMark;
  readonly #seen = new Map<string, { health: ServiceHealth; atMs: number }>();
  #bypassStatus: number | undefined;
  #looking: Promise<void> | undefined;

  constructor({ target, ask, hear, mark }: TargetGuardParts) {
    this.target = target;
    this.auth = { name: 'auth service', baseUrl: target.authUrl };
    this.backend = { name: 'chat backend', baseUrl: target.backendUrl };
    this.#pair = [this.auth, this.backend];
    const baseUrl = originOf(target.websocketUrl);
    this.#socket = this.#isOfPair(baseUrl) ? undefined : { name: 'socket of the chat backend', baseUrl };
    this.#ask = ask;
    this.#hear = hear;
    this.#mark = mark;
  }

  get origins(): string[] {
    return [...this.#pair, this.#socket].flatMap((service) => (service ? originOf(service.baseUrl) : []));
  }

  /** Whether it stands before the same URLs. */
  isBefore({ authUrl, backendUrl, websocketUrl }: Target): boolean {
    const own = this.target;
    return own.authUrl === authUrl && own.backendUrl === backendUrl && own.websocketUrl === websocketUrl;
  }

  /** Whether it knows what other processes of this run have seen. */
  isOfRun(): boolean {
    return this.#mark.directory === runDirectory();
  }

  /** What a process of the run has seen that shows that the target is no staging. */
  production(): string | undefined {
    return this.#mark.read();
  }

  /** @throws GuardError when a process of the run has seen that the target is no staging */
  refuseProduction(): void {
    const sentence = this.production();
    if (sentence !== undefined) throw new GuardError('NOT_A_STAGING', sentence);
  }

  /**
   * Resolves when a request may leave.
   * @throws GuardError when the target is no staging; TargetError or ContractError when that cannot be asked
   */
  async admit(method: string, url: string): Promise<void> {
    this.refuseProduction();
    if (asking.getStore() === this || (method === 'GET' && this.#healthAt(url))) return;
    await this.look();
    if (this.#socket && !this.#isOfPair(url)) await this.health(this.#socket);
    this.refuseProduction();
  }

  /**
   * Looks at every answer that this process gets: what shows that the target is no staging is never asked twice.
   * @throws GuardError when the answer shows it
   */
  hear({ method, url, headers }: GuardedRequest, answer: HeardAnswer): void {
    const service = method === 'GET' ? this.#healthAt(url) : undefined;
    if (service) this.#hear(answer, { question: 'health', service });
    const isBypass = method === 'POST' && url === `${this.auth.baseUrl}${bypassPath}`;
    if (isBypass && !headers.some(([name]) => name.toLowerCase() === 'x-e2e-bypass-key'))
      this.#hear(answer, { question: 'bypass', service: this.auth });
  }

  /**
   * Asks each of the pair, in turn, what it is, then the bypass: nothing where that was seen in the last ten seconds, and
   * the bypass once.
   */
  look(waitMs = 0): Promise<void> {
    const isFresh = this.#theirs().every((service) => this.#fresh(service)) && this.#isBypassSeen();
    if (isFresh) return Promise.resolve();
    this.#looking ??= this.#lookNow(waitMs).finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Looks again where the last look is old; the first one is taken by the first request. */
  async lookAgain(): Promise<void> {
    this.refuseProduction();
    if (this.#bypassStatus !== undefined) await this.look(this.target.readyTimeoutMs);
  }

  /** What a service says of itself, or has said in the last ten seconds; one that is starting is waited for. */
  ready(service: GuardedService): Promise<ServiceHealth> {
    return this.health(service, this.target.readyTimeoutMs);
  }

  /** What a service says of itself, or has said in the last ten seconds. */
  async health(service: GuardedService, waitMs = 0): Promise<ServiceHealth> {
    this.refuseProduction();
    return this.#fresh(service) ?? (await this.ask(service, waitMs));
  }

  /** What a service says of itself now. */
  async ask(service: GuardedService, waitMs: number): Promise<ServiceHealth> {
    this.refuseProduction();
    const health = await asking.run(this, () => this.#ask.health(service, waitMs));
    this.#seen.set(service.baseUrl, { health, atMs: performance.now() });
    return health;
  }

  /** The status of the bypass without a key. It is asked once, when both services have said that they are a staging. */
  async bypass(): Promise<number> {
    for (const service of this.#theirs()) await this.health(service);
    this.refuseProduction();
    this.#bypassStatus ??= await asking.run(this, () => this.#ask.bypass(this.auth));
    return this.#bypassStatus;
  }

  async #lookNow(waitMs: number): Promise<void> {
    for (const service of this.#theirs()) await this.health(service, waitMs);
    if (!this.#isBypassSeen()) await this.bypass();
  }

  /** Those of the pair that this process did not start. */
  #theirs(): GuardedService[] {
    return this.#pair.filter(({ baseUrl }) => !own.has(originOf(baseUrl)));
  }

  #isOfPair(url: string): boolean {
    return this.#pair.some(({ baseUrl }) => originOf(baseUrl) === originOf(url));
  }

  #isBypassSeen(): boolean {
    return this.#bypassStatus !== undefined || own.has(originOf(this.auth.baseUrl));
  }

  #fresh({ baseUrl }: GuardedService): ServiceHealth | undefined {
    const seen = this.#seen.get(baseUrl);
    return seen && performance.now() - seen.atMs < freshMs ? seen.health : undefined;
  }

  #healthAt(url: string): GuardedService | undefined {
    return [...this.#pair, this.#socket].find((service) =>
      this.target.health.paths.some((path) => service && url === `${service.baseUrl}${path}`),
    );
  }
}

/**
 * Says that a staging on this machine was started by this process: it may be anything.
 * @param urls - of its handle
 * @returns to be called once it has ended: another program may get its ports then
 */
export function ownStaging(...urls: string[]): () => void {
  for (const url of urls) {
    if (!isLoopback(new URL(url).hostname))
      throw new GuardError('TARGET_NOT_GUARDED', `${url} is not on this machine, so no test has started it.`);
    own.add(originOf(url));
  }
  return () => {
    for (const url of urls) own.delete(originOf(url));
  };
}

/** The guard of a target, made at the first call. @param make - for a target that has none */
export function guardOf(target: Target, make: () => TargetGuard): TargetGuard {
  const known = guards.get(originOf(target.authUrl));
  if (known?.isBefore(target) === true) return known;
  const guard = make();
  for (const origin of guard.origins) guards.set(origin, guard);
  return guard;
}

function guardBefore(url: string): TargetGuard | undefined {
  const origin = originOf(url);
  if (own.has(origin)) return undefined;
  const guard = guards.get(origin);
  if (guard) return guard;
  throw new GuardError(
    'TARGET_NOT_GUARDED',
    `Nothing was sent to ${origin}: it is neither the target of this run nor a staging that this process started. Use the fixtures, or startStaging.`,
  );
}

/** Resolves when a request may leave this process; see {@link TargetGuard.admit}. */
export async function admit(method: string, url: string): Promise<void> {
  await guardBefore(url)?.admit(method, url);
}

/** Looks at an answer of this process; see {@link TargetGuard.hear}. */
export function hear(request: GuardedRequest, answer: HeardAnswer): void {
  guardBefore(request.url)?.hear(request, answer);
}

/** Whether nothing more may be sent on an open socket, not even its close. */
export function isProduction(url: string): boolean {
  return guardBefore(url)?.production() !== undefined;
}

/** @throws GuardError when no frame may be sent on an open socket any more */
export function refuseProduction(url: string): void {
  guardBefore(url)?.refuseProduction();
}

/** Before a test: looks at the target of the run again where the last look is old. */
export async function lookAgain(): Promise<void> {
  for (const guard of new Set(guards.values())) if (guard.isOfRun()) await guard.lookAgain();
}

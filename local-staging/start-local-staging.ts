import { randomBytes } from 'node:crypto';
import { authPolicies } from './auth-service/auth-policies.ts';
import type { ServiceEnvironment } from './auth-service/signing-secret.ts';
import { backendPolicies } from './backend/backend-policies.ts';
import type { Composition } from './composition/composition.ts';
import type { Parts } from './composition/parts.ts';
import type { Access, Deadlines } from './composition/wiring.ts';
import { openDatabase } from './database/open-database.ts';
import { createStores } from './database/stores.ts';
import { createArrivals } from './http/arrivals.ts';
import type { Log, LogLine } from './http/request-log.ts';
import { makeOpaque } from './make-opaque.ts';
import { type ProfileName, profiles } from './profiles.ts';
import { startServices } from './start-services.ts';
import { timerOptions, type Timers } from './timers.ts';
import { applyVariants } from './variants/apply-variants.ts';

export interface LocalStagingOptions {
  /** Port of the auth service; 0, the default, takes a free one. */
  authPort?: number;
  /** Port of the backend; 0, the default, takes a free one. */
  backendPort?: number;
  /** A file that is not there yet, for its database; in memory unless given. It stays. */
  databaseFile?: string;
  timers?: Partial<Timers>;
  /** Which statuses the backend answers with (contract §0); `2025-09-07` unless given. */
  profile?: ProfileName;
  /** Whom the backend asks about tokens; the auth service unless given. */
  delegateTo?: string;
  /** Lies over the environment that the auth service is started with. */
  authEnvironment?: ServiceEnvironment;
  /** Gets a line for each request and handshake that either service has answered. */
  log?: Log;
  /** What is wrong with it on purpose, in this order: names of variants, as `NAME` or `NAME:param=value`. */
  variants?: readonly string[];
  /** Whether there is one backend, whatever the variants say. A breaker is a process's own: who counts its failures asks one. */
  oneBackend?: boolean;
  /** Replaces parts, once the variants have: gets those of the services and returns those to use. */
  compose?: (healthy: Parts) => Parts;
  /** Whether every refusal, and every word that something is not available, is a 401 with an empty body. */
  opaque?: boolean;
}

/** A running local staging. Its secrets are random and die with it. */
export interface LocalStaging {
  authUrl: string;
  backendUrl: string;
  /** With the path of the socket. */
  websocketUrl: string;
  profile: ProfileName;
  bypassKey: string;
  signingSecret: string;
  /** Until when something must have come, where a liberty makes it late (contract §0). */
  deadlines: Deadlines;
  /** The liberties that it has taken so far, by name: those of its variants that could be seen. */
  taken(): string[];
  /** How many rows its database holds, whoever made them. */
  count(table: 'users' | 'threads' | 'messages'): number;
  /** Takes the database away from both services. */
  closeDatabase(): void;
  /** Makes a user inactive, as an operator would. */
  deactivate(userId: string): void;
  /** The most requests and handshakes, of clients, that arrived at both services within any `windowMs`. */
  peak(windowMs: number): number;
  /** Closes sockets with 1001, lets requests end, and frees the ports; a second call waits for the first. */
  close(): Promise<void>;
}

const randomSecret = (): string => randomBytes(48).toString('base64url');

/** The first time that a liberty is taken, in the log. It is no request. */
const lineOf = (liberty: string): LogLine => ({
  at: new Date().toISOString(),
  service: 'local staging',
  requestId: '',
  call: `liberty ${liberty}`,
  status: 0,
  durationMs: 0,
  notes: ['taken'],
});

/**
 * Starts both services on loopback, in this process.
 * @throws Error with one sentence when a port or the signing secret cannot be had, or a variant is not known
 */
export async function startLocalStaging(options: LocalStagingOptions = {}): Promise<LocalStaging> {
  const defaults = Object.fromEntries(
    Object.entries(timerOptions).map(([name, timer]) => [name, timer.default]),
  ) as Timers;
  const timers: Timers = { ...defaults, ...options.timers };
  const [bypassKey, serviceSecret] = [randomSecret(), randomSecret()];
  const authEnvironment: ServiceEnvironment = {
    ENVIRONMENT: 'staging',
    JWT_SECRET_STAGING: randomSecret(),
    E2E_OAUTH_SIMULATION_KEY: bypassKey,
    SERVICE_SECRET: serviceSecret,
    ...options.authEnvironment,
  };

  const profile = options.profile ?? '2025-09-07';
  const arrivals = createArrivals();
  const taken = new Set<string>();
  const database = openDatabase(options.databaseFile);
  const started: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => {
    for (const service of started.toReversed()) await service.close();
    database.close();
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= closeAll());
  try {
    const healthy: Parts = {
      auth: authPolicies,
      backend: { ...backendPolicies, refusals: profiles[profile] },
      ...createStores(database),
    };
    const take = (liberty: string): void => {
      if (taken.has(liberty)) return;
      taken.add(liberty);
      options.log?.(lineOf(liberty));
    };
    const { latencyMs } = timers;
    const access: Access = {
      around: [],
      hooks: [],
      edge: latencyMs > 0 ? [(call) => ({ ...call, onItsWayMs: latencyMs })] : [],
      deadEnd: undefined,
    };
    const varied = applyVariants(
      {
        parts: healthy,
        wiring: {
          timers,
          authEnvironment,
          serviceSecret,
          delegateTo: options.delegateTo === undefined ? undefined : { url: options.delegateTo },
          auth: access,
          backend: access,
          deadlines: {},
          authServices: 1,
          replicas: [(parts) => parts],
          turns: 'call',
          publish: (urls) => urls,
        },
      },
      options.variants ?? [],
      take,
    );
    const composed: Composition = {
      parts: options.compose?.(varied.parts) ?? varied.parts,
      wiring: {
        ...varied.wiring,
        ...(options.oneBackend && { replicas: varied.wiring.replicas.slice(0, 1) }),
      },
    };
    const composition = options.opaque ? makeOpaque(composed) : composed;
    const { parts, wiring } = composition;

    const { authUrl, backendUrl } = await startServices(composition, {
      authPort: options.authPort ?? 0,
      backendPort: options.backendPort ?? 0,
      stage: authEnvironment['ENVIRONMENT'] ?? 'staging',
      onArrival: () => {
        arrivals.note();
      },
      log: options.log ?? (() => undefined),
      started,
    });

    return {
      authUrl,
      backendUrl,
      websocketUrl: `${backendUrl.replace('http', 'ws')}/ws`,
      profile,
      bypassKey,
      signingSecret: parts.auth.signingSecret(wiring.authEnvironment),
      deadlines: wiring.deadlines,
      taken: () => [...taken],
      count: (table) => database.first(`SELECT count(*) AS count FROM ${table}`)?.['count'] as number,
      closeDatabase: () => {
        database.close();
      },
      deactivate: (userId) => {
        parts.users.deactivate(userId);
      },
      peak: (windowMs) => arrivals.peak(windowMs),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

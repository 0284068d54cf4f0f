import { ConfigurationError } from './configuration-error.ts';
import { contractProfiles, type HealthRules } from './contract/profiles.ts';
import type { Environment } from './environment.ts';
import { type Capability, capabilityNames } from './contract/capabilities.ts';
import { isLoopback } from './is-loopback.ts';
import { ledgerDirectory } from './ledger-directory.ts';

/** Where the services under test are, and how long they may take. URLs have no trailing slash. */
export interface Target {
  authUrl: string;
  backendUrl: string;
  /** With the path of the socket. */
  websocketUrl: string;
  /** How each service says that it is a staging. */
  health: HealthRules;
  /** The revisions that the services must say; undefined for any. */
  authRevision: string | undefined;
  backendRevision: string | undefined;
  /** For one REST call, from the request to the last byte, or one handshake; in milliseconds. */
  requestTimeoutMs: number;
  /** How long a starting service is waited for, in milliseconds. */
  readyTimeoutMs: number;
  /** Until a logout, a deletion or a deactivation binds new requests (contract §0), in milliseconds. */
  revocationVisibleMs: number;
  /** Until an open socket whose token or user has ended is closed (contract §0, L1), in milliseconds. */
  socketRecheckMs: number;
  /** What it can do. */
  capabilities: ReadonlySet<Capability>;
  /** How many requests the run may send it; Infinity for no limit. */
  requestsPerMinute: number;
  /** Where the ledger of its users is. */
  ledgerDirectory: string;
}

/** A target as people call it, e.g. in a title: its hosts, or which embedded one it is. */
export function nameOfTarget({
  STAGING_TARGET: target,
  STAGING_AUTH_URL: authUrl,
  STAGING_BACKEND_URL: backendUrl,
  STAGING_PROFILE: profile,
  STAGING_VARIANTS: variants,
}: Environment): string {
  const hosts = [authUrl, backendUrl].flatMap((url) => (url === undefined ? [] : new URL(url).host));
  const defects = variants.length > 0 ? `, otherwise on purpose: ${variants.join(', ')}` : '';
  const where = target === 'remote' ? [...new Set(hosts)].join(' and ') : 'embedded';
  return `${where}, profile ${profile}${defects}`;
}

/** Deadlines that differ by target (contract §0). */
const deadlines = {
  local: { readyTimeoutMs: 0, revocationVisibleMs: 0, socketRecheckMs: 500 },
  remote: { readyTimeoutMs: 60_000, revocationVisibleMs: 60_000, socketRecheckMs: 60_000 },
};
/** What a target can do: the embedded one everything, a remote one what its configuration declares. */
export function capabilitiesOf(environment: Environment): ReadonlySet<Capability> {
  if (environment.STAGING_TARGET === 'local') return new Set(capabilityNames);
  const bypass = environment.E2E_OAUTH_SIMULATION_KEY === undefined ? [] : ['bypass' as const];
  return new Set([...environment.STAGING_CAPABILITIES, ...bypass]);
}

/** What a target that others use as well can be asked for. */
const politeRequestsPerMinute = 300;

/**
 * The target of a run. For the local one this holds once the embedded staging is up.
 * @throws ConfigurationError when a URL is missing
 */
export function resolveTarget(environment: Environment): Target {
  const { STAGING_AUTH_URL: authUrl, STAGING_BACKEND_URL: backendUrl } = environment;
  if (authUrl === undefined || backendUrl === undefined)
    throw new ConfigurationError([
      {
        name: 'STAGING_LOCAL_ENV_FILE',
        source: undefined,
        text: 'The embedded local staging is not up. Start the run in the project root: npm run e2e, or npx playwright test. Unset STAGING_LOCAL_ENV_FILE where it names a staging that has ended.',
      },
    ]);
  const usual = deadlines[environment.STAGING_TARGET];
  const websocketUrl = environment.STAGING_WEBSOCKET_URL ?? `${backendUrl.replace(/^http/, 'ws')}/ws`;
  const isOnLoopback = [authUrl, backendUrl, websocketUrl].every((url) => isLoopback(new URL(url).hostname));
  if (environment.STAGING_TARGET === 'local' && !isOnLoopback)
    throw new ConfigurationError([
      {
        name: 'STAGING_LOCAL_ENV_FILE',
        source: 'the process environment',
        text: 'It names URLs that are not on this machine. For a deployed staging set STAGING_TARGET=remote.',
      },
    ]);
  return {
    authUrl,
    backendUrl,
    websocketUrl,
    health: contractProfiles[environment.STAGING_PROFILE].health,
    authRevision: environment.STAGING_AUTH_REVISION,
    backendRevision: environment.STAGING_BACKEND_REVISION,
    requestTimeoutMs: environment.STAGING_REQUEST_TIMEOUT_MS,
    capabilities: capabilitiesOf(environment),
    requestsPerMinute:
      environment.STAGING_REQUESTS_PER_MINUTE ?? (isOnLoopback ? Infinity : politeRequestsPerMinute),
    ledgerDirectory: ledgerDirectory(environment, authUrl),
    readyTimeoutMs: environment.STAGING_READY_TIMEOUT_MS ?? usual.readyTimeoutMs,
    revocationVisibleMs: environment.STAGING_REVOCATION_VISIBLE_MS ?? usual.revocationVisibleMs,
    socketRecheckMs: environment.STAGING_SOCKET_RECHECK_MS ?? usual.socketRecheckMs,
  };
}

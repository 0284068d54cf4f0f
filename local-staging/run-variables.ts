import { randomBytes } from 'node:crypto';
import type { LocalStaging } from './start-local-staging.ts';

/** The variables that a remote run against a local staging needs. They hold secrets. */
export function runVariables(staging: LocalStaging): Record<string, string> {
  const { revocationVisibleMs, socketRecheckMs } = staging.deadlines;
  return {
    STAGING_TARGET: 'remote',
    ENVIRONMENT: 'staging',
    STAGING_PROFILE: staging.profile,
    STAGING_CAPABILITIES: 'user-deletion,signing-secret,event-seq',
    STAGING_AUTH_URL: staging.authUrl,
    STAGING_BACKEND_URL: staging.backendUrl,
    STAGING_WEBSOCKET_URL: staging.websocketUrl,
    E2E_OAUTH_SIMULATION_KEY: staging.bypassKey,
    STAGING_USER_KEY: randomBytes(32).toString('base64url'),
    JWT_SECRET_STAGING: staging.signingSecret,
    ...(revocationVisibleMs !== undefined && { STAGING_REVOCATION_VISIBLE_MS: String(revocationVisibleMs) }),
    ...(socketRecheckMs !== undefined && { STAGING_SOCKET_RECHECK_MS: String(socketRecheckMs) }),
  };
}

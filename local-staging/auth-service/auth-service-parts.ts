import type { TokenStore } from '../database/token-store.ts';
import type { UserStore } from '../database/user-store.ts';
import type { Timers } from '../timers.ts';
import type { AuthPolicies } from './auth-policies.ts';
import type { ServiceEnvironment } from './signing-secret.ts';
import type { TokenDesk } from './token-desk.ts';

/** What the auth service is made of. */
export interface AuthServiceParts {
  policies: AuthPolicies;
  users: UserStore;
  tokens: TokenStore;
  timers: Timers;
  /** Which build this is. */
  revision: string;
  /**
   * ENVIRONMENT, the names of the secret chain (S1), E2E_OAUTH_SIMULATION_KEY, SERVICE_SECRET: what a deployed service
   * has in its environment.
   */
  environment: ServiceEnvironment;
}

/** What a route of the auth service works with. */
export interface AuthRouteParts extends AuthServiceParts {
  desk: TokenDesk;
  /** Lower-case name, e.g. `staging`. */
  stage: string;
}

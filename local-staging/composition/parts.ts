import type { AuthPolicies } from '../auth-service/auth-policies.ts';
import type { BackendPolicies } from '../backend/backend-policies.ts';
import type { Stores } from '../database/stores.ts';

/** The replaceable parts of both services. */
export interface Parts extends Stores {
  auth: AuthPolicies;
  backend: BackendPolicies;
}

import type { Secret } from '../../config/secret.ts';

/** A real user of the target who is signed in. */
export interface Account {
  id: string;
  email: string;
  accessToken: Secret;
  /** When the access token ends, in milliseconds since the epoch by the local clock. */
  expiresAtMs: number;
}

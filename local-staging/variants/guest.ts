import type { Identity } from '../backend/identity.ts';

/** Somebody whom no token names, and who may do everything. */
export function guest(userId: string): Identity {
  return { userId, permissions: ['read', 'write'], expiresAtMs: Date.now() + 3_600_000 };
}

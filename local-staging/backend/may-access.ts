import type { Identity } from './identity.ts';

/** Whether a thread or message is the caller's (contract N4). */
export function mayAccess(object: { user_id: string }, identity: Identity): boolean {
  return object.user_id === identity.userId;
}

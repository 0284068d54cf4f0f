import type { Identity } from './identity.ts';

/** The permission that a method needs (contract N5). */
export function permissionFor(method: string): 'read' | 'write' {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

/** Whether a thread or message is the caller's (contract N4). */
export function mayAccess(object: { user_id: string }, identity: Identity): boolean {
  return object.user_id === identity.userId;
}

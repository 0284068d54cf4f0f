import type { Verdict } from '../validation.ts';

/** Why an open socket must end (contract L1). */
export type SocketEnd = 'TOKEN_EXPIRED' | 'TOKEN_REVOKED' | 'USER_REFUSED';

/** What a new check means for an open socket; undefined keeps it, also where the auth service gave no verdict. */
export function recheckSocket(verdict: Verdict, expiresAtMs: number, nowMs: number): SocketEnd | undefined {
  if (nowMs >= expiresAtMs) return 'TOKEN_EXPIRED';
  if (verdict.kind === 'accepted' || verdict.code === 'AUTH_UNAVAILABLE') return undefined;
  return verdict.code === 'USER_REFUSED' ? 'USER_REFUSED' : 'TOKEN_REVOKED';
}

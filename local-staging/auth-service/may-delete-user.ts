import type { Claims } from './claims.ts';

/** Who asks for a deletion: by own token, by bypass key, or both. */
export interface DeletionRequest {
  id: string;
  /** E-mail of the user to delete; undefined when there is no such user. */
  email: string | undefined;
  claims: Claims | undefined;
  bypassKeyIsRight: boolean;
}

/** The user itself, or the bypass key for a test identity (contract A9, C5). */
export function mayDeleteUser(
  { id, email, claims, bypassKeyIsRight }: DeletionRequest,
  isTestIdentity: (email: string) => boolean,
): boolean {
  return claims?.sub === id || (bypassKeyIsRight && (email === undefined || isTestIdentity(email)));
}

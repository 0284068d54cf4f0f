import { isPlainText } from '../http/is-plain-text.ts';
import type { Claims } from './claims.ts';

/** Only these e-mails may be deleted with the bypass key (contract §2.2, C5). */
export function isTestIdentity(email: string): boolean {
  return /^test-[^@]*@staging\.netrasystems\.ai$/i.test(email);
}

/** One `@` and a dot in the domain, of well-formed text without U+0000 (contract A14, C8). */
export function isEmail(text: string): boolean {
  return isPlainText(text) && /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(text);
}

/** The id of a bypass identity: two e-mails with one local part are one user (contract A2, A15). */
export function bypassUserId(email: string): string {
  return `e2e-${(email.split('@')[0] ?? '').toLowerCase()}`;
}

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

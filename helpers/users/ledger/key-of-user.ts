import { bypassUserId } from '../bypass-user-id.ts';
import type { UserLine } from './ledger-line.ts';

/** Tells users apart as the target does: of the bypass by local part, of registered ones by e-mail, without case. */
export function keyOfUser({ way, email }: Pick<UserLine, 'way' | 'email'>): string {
  return way === 'bypass' ? bypassUserId(email) : email.toLowerCase();
}

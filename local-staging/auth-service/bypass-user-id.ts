/** The id of a bypass identity: two e-mails with one local part are one user (contract A2, X13). */
export function bypassUserId(email: string): string {
  return `e2e-${(email.split('@')[0] ?? '').toLowerCase()}`;
}

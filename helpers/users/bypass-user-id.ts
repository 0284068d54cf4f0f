/** The id that the staging bypass gives the user of an e-mail (contract A2, X13). */
export function bypassUserId(email: string): string {
  return `e2e-${(email.split('@')[0] ?? '').toLowerCase()}`;
}

/** Only these e-mails may be deleted with the bypass key (contract §2.2, C5). */
export function isTestIdentity(email: string): boolean {
  return /^test-[^@]*@staging\.netrasystems\.ai$/i.test(email);
}

import type { Account } from './session.ts';

/** The account whose token the auth service knows and whose user is active; where there is none, the first. */
export function goodAccount(accounts: readonly Account[]): Account | undefined {
  const good = accounts.find(({ seen: { validation } }) => validation?.userStatus === 'active');
  return good ?? accounts[0];
}

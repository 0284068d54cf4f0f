import type { LedgerPart } from './ledger-part.ts';

/** How many users a run made, how many of them are gone, and who may be there: by id where it is known, else by e-mail. */
export function usersOfRun(parts: readonly LedgerPart[]): { made: number; removed: number; left: string[] } {
  const users = parts.flatMap((part) => part.users);
  return {
    made: users.filter(({ wasMade }) => wasMade).length,
    removed: users.filter(({ wasMade, fate }) => wasMade && fate === 'absent').length,
    left: users.flatMap(({ fate, id, email }) => (fate === 'absent' ? [] : [id ?? email])),
  };
}

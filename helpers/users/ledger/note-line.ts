import { bypassUserId } from '../bypass-user-id.ts';
import { keyOfUser } from './key-of-user.ts';
import type { UserLine } from './ledger-line.ts';
import type { LedgerUser } from './ledger-user.ts';

/** What a new plan leaves of what was known: who was made stays so, who was removed may be there again. */
const fateWhenPlanned = { planned: 'planned', made: 'made', removed: 'planned', absent: 'planned' } as const;

/** Lets one line of a file change what is known of its users. */
export function noteLine(users: Map<string, LedgerUser>, line: UserLine): void {
  const { way, email, at } = line;
  const key = keyOfUser(line);
  const known: LedgerUser = users.get(key) ?? {
    way,
    email,
    id: way === 'bypass' ? bypassUserId(email) : undefined,
    plannedAt: at,
    fate: 'planned',
    unanswered: 0,
    wasMade: false,
  };
  const changed = {
    planned: () => ({ plannedAt: at, fate: fateWhenPlanned[known.fate], unanswered: known.unanswered + 1 }),
    made: () => ({
      fate: 'made' as const,
      wasMade: true,
      unanswered: Math.max(0, known.unanswered - 1),
      ...('id' in line && { id: line.id }),
    }),
    removed: () => ({ fate: 'removed' as const }),
    absent: () => ({ fate: 'absent' as const, unanswered: 0 }),
  }[line.kind]();
  users.set(key, { ...known, ...changed });
}

import type { UserLine } from './ledger-line.ts';

/** What the ledger knows of one user. */
export interface LedgerUser {
  way: UserLine['way'];
  email: string;
  /** Undefined until the target has told it. */
  id: string | undefined;
  /** When the last request that makes it was planned. */
  plannedAt: string;
  /** `planned`: it may be there; `made`: it was; `removed`: the target said so; `absent`: and showed it. */
  fate: 'planned' | 'made' | 'removed' | 'absent';
  /** How many requests that make it have no answer, as far as the ledger says. */
  unanswered: number;
  /** Whether the target ever said that it made the user. */
  wasMade: boolean;
}

import type { LedgerLine } from './ledger-line.ts';
import type { LedgerUser } from './ledger-user.ts';

/** What one file of the ledger says: the users of one process. */
export interface LedgerPart {
  path: string;
  /** By the file's name. */
  run: string;
  /** Undefined where the first line cannot be read. */
  owner: Extract<LedgerLine, { kind: 'owner' }> | undefined;
  /** When the owner's lease ends, in milliseconds since the epoch. */
  leaseUntilMs: number;
  users: LedgerUser[];
  /** What cannot be read of it, in sentences: users may be missing. */
  problems: string[];
  /** Whether it ends within a line, which its owner has torn. */
  isTorn: boolean;
}

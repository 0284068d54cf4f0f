import { boxedStack } from '../../errors/boxed-stack.ts';

/** The ledger cannot be written or read, or something else changed it: no user is made without it. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: 'LEDGER_UNWRITABLE' | 'LEDGER_UNREADABLE' | 'LEDGER_CHANGED';

  /** @param text - which file or directory, what is wrong with it, and what to do */
  constructor(code: LedgerError['code'], text: string, options?: ErrorOptions) {
    super(`[${code}] ${text}`, options);
    this.code = code;
    this.stack = boxedStack(this);
  }
}

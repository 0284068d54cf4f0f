import { CodedError } from '../../../config/coded-error.ts';
import { boxedStack } from '../../errors/boxed-stack.ts';

/** The ledger cannot be written or read, or something else changed it: no user is made without it. */
export class LedgerError extends CodedError<'LEDGER_UNWRITABLE' | 'LEDGER_UNREADABLE' | 'LEDGER_CHANGED'> {
  override readonly name = 'LedgerError';

  /** @param text - which file or directory, what is wrong with it, and what to do */
  constructor(code: LedgerError['code'], text: string, options?: ErrorOptions) {
    super(code, text, options);
    this.stack = boxedStack(this);
  }
}

import { CodedError } from '../../config/coded-error.ts';
import type { CodeOf } from '../../config/error-catalogue.ts';
import { boxedStack } from './boxed-stack.ts';

/** The target cannot be reached, or its answer cannot be read to its end: operations act. */
export class TargetError extends CodedError<CodeOf<'operations'>> {
  override readonly name = 'TargetError';
  /** In a word, e.g. `ECONNREFUSED`. */
  readonly reason: string;

  /** @param text - what was asked, where, for how long, what was seen instead, and what to do; no secret */
  constructor(code: TargetError['code'], text: string, { reason }: { reason: string }) {
    super(code, text);
    this.reason = reason;
    this.stack = boxedStack(this);
  }
}

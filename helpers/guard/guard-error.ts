import { CodedError } from '../../config/coded-error.ts';
import { boxedStack } from '../errors/boxed-stack.ts';

/** A request was not sent, because its target is not shown to be a staging: we act. */
export class GuardError extends CodedError<'NOT_A_STAGING' | 'STAGE_NOT_SAID' | 'TARGET_NOT_GUARDED'> {
  override readonly name = 'GuardError';

  /** @param text - which service, what it said, and what to do; no secret */
  constructor(code: GuardError['code'], text: string) {
    super(code, text);
    this.stack = boxedStack(this);
  }
}

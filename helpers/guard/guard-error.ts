import { boxedStack } from '../errors/boxed-stack.ts';

/** A request was not sent, because its target is not shown to be a staging: we act. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
  readonly code: 'NOT_A_STAGING' | 'STAGE_NOT_SAID' | 'TARGET_NOT_GUARDED';

  /** @param text - which service, what it said, and what to do; no secret */
  constructor(code: GuardError['code'], text: string) {
    super(`[${code}] ${text}`);
    this.code = code;
    this.stack = boxedStack(this);
  }
}

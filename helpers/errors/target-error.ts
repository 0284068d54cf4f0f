import { boxedStack } from './boxed-stack.ts';

/** The target cannot be reached or does not answer in time: operations act. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: 'TARGET_UNREACHABLE' | 'TARGET_TIMEOUT';

  /** @param text - what was asked, where, for how long, what was seen instead, and what to do; no secret */
  constructor(code: TargetError['code'], text: string, options?: ErrorOptions) {
    super(`[${code}] ${text}`, options);
    this.code = code;
    this.stack = boxedStack(this);
  }
}

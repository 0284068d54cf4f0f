import { boxedStack } from './boxed-stack.ts';

/** The target cannot be reached or does not answer in time: operations act. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: 'TARGET_UNREACHABLE' | 'TARGET_TIMEOUT';
  /** In a word, e.g. `ECONNREFUSED`. */
  readonly reason: string;

  /** @param text - what was asked, where, for how long, what was seen instead, and what to do; no secret */
  constructor(code: TargetError['code'], text: string, { reason }: { reason: string }) {
    super(`[${code}] ${text}`);
    this.code = code;
    this.reason = reason;
    this.stack = boxedStack(this);
  }
}

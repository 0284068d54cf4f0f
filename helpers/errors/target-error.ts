import { boxedStack } from './boxed-stack.ts';

/** The target cannot be reached, or its answer cannot be read to its end: operations act. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code:
    | 'TARGET_UNREACHABLE'
    | 'TARGET_TIMEOUT'
    /** The connection ended within an answer. */
    | 'CONNECTION_CUT'
    /** A body, a frame or all frames of a socket reached a bound of config/limits.ts. */
    | 'ANSWER_TOO_LARGE'
    /** Its compression is broken, or was not offered. */
    | 'ANSWER_UNREADABLE';
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

/** Every tag that a test may carry. Lint refuses any other. */
export const tags = [
  /** Authentication 403 on `/api/chat/messages`. */
  '@issue_1234',
  /** Asks whether the target can be tested at all. */
  '@preflight',
  /** Must hold on every target: needs no capability. */
  '@critical',
] as const;

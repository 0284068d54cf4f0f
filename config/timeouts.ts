/** How long a run waits, in milliseconds. Every wait has one of these deadlines. */
export const timeouts = {
  /** One REST call, from the request to the last byte. */
  requestMs: 10_000,
  /** One WebSocket handshake. */
  handshakeMs: 10_000,
  /** One frame, or one close, that must come. */
  frameMs: 5_000,
  /** One agent run, from its start to `agent_completed`. */
  runMs: 15_000,
  /** One test with its fixtures. */
  testMs: 30_000,
} as const;

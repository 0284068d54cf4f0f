/** How long a run waits, in milliseconds. Every wait has one of these deadlines. */
export const timeouts = {
  /** One frame, or one close, that must come. */
  frameMs: 5_000,
  /** What is allowed on top of a deadline of the contract for the way of a frame to us. */
  deliveryMs: 2_000,
  /** One agent run, from its start to `agent_completed`. */
  runMs: 15_000,
  /** One test with its fixtures; room for one deadline of a remote target (config/target.ts). */
  testMs: 90_000,
  /** A test that waits for more than one deadline of a remote target, or sends hundreds of requests. */
  slowTestMs: 300_000,
  /** Between two looks at something that the target may show later. */
  lookAgainMs: 250,
} as const;

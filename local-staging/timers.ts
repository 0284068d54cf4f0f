/** What a person may set at the start; the unit is in the name (`S` seconds, `Ms` milliseconds). */
export const timerOptions = {
  accessTokenS: { default: 900, meaning: 'lifetime of an access token' },
  refreshTokenS: { default: 1_209_600, meaning: 'lifetime of a refresh token' },
  validationTimeoutMs: { default: 3_000, meaning: 'how long the backend waits for the auth service' },
  breakerOpenMs: { default: 10_000, meaning: 'how long the circuit breaker stays open' },
  heartbeatMs: { default: 30_000, meaning: 'silence on a socket until a heartbeat' },
  socketRecheckMs: { default: 300, meaning: 'how often the token of an open socket is checked again' },
  latencyMs: { default: 0, meaning: 'how long a request or a handshake is on its way to a service' },
  agentStepMs: { default: 5, meaning: 'pause between two events of an agent run' },
  shutdownGraceMs: {
    default: 500,
    meaning: 'how long open sockets and requests may take to end at shutdown',
  },
} as const;

/** The timers of a started local staging. */
export type Timers = Record<keyof typeof timerOptions, number>;

/** Every tag that a test may carry, with its meaning. Lint refuses any other. */
export const tags = {
  '@critical': 'names a promise that is never released broken (config/contract/promises/)',
  '@preflight': 'asks whether the target can be tested at all',
  '@auth': 'logins, tokens, and who is refused',
  '@users': 'making, keeping and removing users',
  '@threads': 'threads',
  '@messages': 'messages',
  '@socket': 'the socket: the way in, frames, the end',
  '@events': 'agent runs and their events',
  '@issue_1234': 'authentication 403 on /api/chat/messages; the tests in folders issue_1234',
} as const;

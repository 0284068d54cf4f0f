/** One thing that the documents from which this suite grew wanted to be tested. */
export interface SeedLine {
  seed: keyof typeof seeds;
  line: string;
  /** The promise that it became. */
  promises: readonly string[];
  /** The spec that proves it, from `tests/`, without `.spec.ts`. */
  spec: string;
}

/** The documents: what each was about. */
export const seeds = {
  plan: 'Test plan for issue 1234: authentication 403 on /api/chat/messages',
  'protected routes': 'Fix report: 403 of protected routes over REST',
  'secret mismatch': 'Fix report: tokens of the tests under another secret',
  'socket secret': 'Fix report: 403 of the socket, secret chains of two services',
  'socket users': 'Fix report: 403 of the socket, users whom staging does not know',
} as const;

const unit = 'unit/issue_1234';
const integration = 'integration/issue_1234';
const e2e = 'e2e/issue_1234';

/** Every line of the documents that speaks of a test, a check or a success criterion. */
export const seedLines: readonly SeedLine[] = [
  {
    seed: 'plan',
    line: 'the messages route refuses an invalid token',
    promises: ['N2'],
    spec: `${unit}/messages-route-jwt-validation`,
  },
  {
    seed: 'plan',
    line: 'the auth service is unreachable',
    promises: ['N6'],
    spec: `${unit}/auth-service-delegation-failures`,
  },
  {
    seed: 'plan',
    line: 'the route only delegates, it decodes nothing',
    promises: ['D1'],
    spec: `${unit}/messages-route-jwt-validation`,
  },
  {
    seed: 'plan',
    line: 'the messages route needs a token',
    promises: ['N1', 'P2'],
    spec: 'integration/auth/refusals',
  },
  {
    seed: 'plan',
    line: 'the auth service answers too late',
    promises: ['N6'],
    spec: `${unit}/auth-service-delegation-failures`,
  },
  {
    seed: 'plan',
    line: 'the auth service answers malformed',
    promises: ['N6'],
    spec: `${unit}/auth-service-delegation-failures`,
  },
  {
    seed: 'plan',
    line: 'the token is valid, but its user cannot be read',
    promises: ['N6'],
    spec: `${unit}/auth-service-delegation-failures`,
  },
  {
    seed: 'plan',
    line: 'the breaker lets valid requests pass',
    promises: ['D2'],
    spec: `${unit}/circuit-breaker-impact-on-messages`,
  },
  {
    seed: 'plan',
    line: 'refused tokens do not open the breaker',
    promises: ['D2', 'N2'],
    spec: `${unit}/circuit-breaker-impact-on-messages`,
  },
  {
    seed: 'plan',
    line: 'what an open breaker answers, and that it recovers',
    promises: ['N7', 'D2'],
    spec: `${unit}/circuit-breaker-impact-on-messages`,
  },
  {
    seed: 'plan',
    line: 'gateway and routes delegate alike',
    promises: ['P2', 'S1'],
    spec: `${unit}/jwt-ssot-migration-regression`,
  },
  {
    seed: 'plan',
    line: 'no mismatch of secrets after the migration',
    promises: ['S1'],
    spec: `${unit}/jwt-ssot-migration-regression`,
  },
  {
    seed: 'plan',
    line: "the auth service's token handling works",
    promises: ['A7'],
    spec: `${integration}/staging-auth-service-connectivity`,
  },
  {
    seed: 'plan',
    line: 'messages are listed with a real token',
    promises: ['M1'],
    spec: `${integration}/messages-api-auth-flow`,
  },
  {
    seed: 'plan',
    line: 'a message is created with a real token',
    promises: ['M2'],
    spec: `${integration}/messages-api-auth-flow`,
  },
  {
    seed: 'plan',
    line: 'the auth service validates a token directly',
    promises: ['A7'],
    spec: `${integration}/staging-auth-service-connectivity`,
  },
  {
    seed: 'plan',
    line: 'a token works on the socket and over REST alike',
    promises: ['W2', 'M2'],
    spec: `${integration}/websocket-auth-vs-http-auth-parity`,
  },
  {
    seed: 'plan',
    line: 'both protocols see the same user',
    promises: ['W5'],
    spec: `${integration}/websocket-auth-vs-http-auth-parity`,
  },
  {
    seed: 'plan',
    line: 'the auth service of the staging is reached',
    promises: ['A1'],
    spec: `${integration}/staging-auth-service-connectivity`,
  },
  {
    seed: 'plan',
    line: 'from login to messages to chat',
    promises: ['A4', 'G1'],
    spec: `${e2e}/complete-chat-auth-journey`,
  },
  {
    seed: 'plan',
    line: 'a message goes in, a reply comes out',
    promises: ['E3', 'X8'],
    spec: `${e2e}/complete-chat-auth-journey`,
  },
  {
    seed: 'plan',
    line: 'socket and REST mixed in one session',
    promises: ['E1', 'M2'],
    spec: `${e2e}/complete-chat-auth-journey`,
  },
  {
    seed: 'plan',
    line: 'the staging is what it says, with a working token',
    promises: ['A1', 'A8'],
    spec: `${e2e}/staging-environment-auth-validation`,
  },
  {
    seed: 'protected routes',
    line: 'a token of the auth service is valid in the backend',
    promises: ['P2', 'D1'],
    spec: `${integration}/protected-routes-auth`,
  },
  {
    seed: 'protected routes',
    line: 'the excluded paths need no token',
    promises: ['P1'],
    spec: `${integration}/public-paths`,
  },
  {
    seed: 'protected routes',
    line: 'excluding / excludes nothing else',
    promises: ['P3'],
    spec: 'integration/routing/routing',
  },
  {
    seed: 'protected routes',
    line: 'the socket paths check by themselves',
    promises: ['W4'],
    spec: 'integration/auth/refusals',
  },
  {
    seed: 'protected routes',
    line: 'five route families refuse a call without a token',
    promises: ['N1', 'P2'],
    spec: 'integration/auth/refusals',
  },
  {
    seed: 'protected routes',
    line: 'log in first, then call with the token',
    promises: ['A4'],
    spec: `${integration}/messages-api-auth-flow`,
  },
  {
    seed: 'secret mismatch',
    line: 'a token under a development secret is refused',
    promises: ['N2', 'C3'],
    spec: 'integration/auth/refusals',
  },
  {
    seed: 'secret mismatch',
    line: 'the harness resolves the secret as the services do',
    promises: ['S1'],
    spec: `${unit}/jwt-ssot-migration-regression`,
  },
  {
    seed: 'secret mismatch',
    line: 'the secret of the configuration is the one that signs',
    promises: ['S1'],
    spec: 'preflight/target',
  },
  {
    seed: 'secret mismatch',
    line: 'a secret is shown as source, length and fingerprint only',
    promises: ['S1'],
    spec: `${unit}/jwt-ssot-migration-regression`,
  },
  {
    seed: 'socket secret',
    line: 'the socket refuses before the upgrade',
    promises: ['W4', 'C2'],
    spec: 'integration/auth/refusals',
  },
  {
    seed: 'socket secret',
    line: "an auth service that lacks the environment's own name",
    promises: ['S1', 'W2'],
    spec: `${unit}/jwt-ssot-migration-regression`,
  },
  {
    seed: 'socket secret',
    line: 'a real socket connection with a real token',
    promises: ['W1', 'W5'],
    spec: 'integration/socket/handshake',
  },
  {
    seed: 'socket users',
    line: 'a token of a user whom nobody knows is refused',
    promises: ['N3'],
    spec: 'integration/auth/refusals',
  },
  {
    seed: 'socket users',
    line: 'a token of an inactive user is refused',
    promises: ['N3'],
    spec: `${unit}/messages-route-jwt-validation`,
  },
  {
    seed: 'socket users',
    line: 'claims: issuer, audience, permissions, id, end',
    promises: ['C4'],
    spec: 'integration/auth/tokens',
  },
  {
    seed: 'socket users',
    line: 'the bypass refuses a wrong key',
    promises: ['A2'],
    spec: 'integration/auth/bypass',
  },
  {
    seed: 'socket users',
    line: 'test users are recognised by id and e-mail',
    promises: ['C5'],
    spec: 'integration/auth/bypass',
  },
  {
    seed: 'socket users',
    line: 'the real flow of events',
    promises: ['E2', 'G1'],
    spec: `${e2e}/complete-chat-auth-journey`,
  },
  {
    seed: 'socket users',
    line: 'test users are removed afterwards',
    promises: ['A9'],
    spec: 'integration/auth/accounts',
  },
];

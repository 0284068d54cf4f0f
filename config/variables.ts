import { z } from 'zod';
import { capabilities, type Capability, capabilityNames } from './contract/capabilities.ts';
import { contractProfiles, type ProfileName } from './contract/profiles.ts';
import { Secret } from './secret.ts';

const profileNames = Object.keys(contractProfiles) as ProfileName[];
const targets = ['local', 'remote'] as const;
const strategies = ['bypass', 'provisioned'] as const;
const expectations = ['any', 'whole'] as const;
const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, `Expected ${names.join(' or ')}.`);

const secret = z
  .string()
  .refine((value) => value === value.trim(), 'Expected no white space at its ends. Take it away.')
  .transform((value) => new Secret(value));

/** Sixteen characters are the shortest piece that the redactor finds (helpers/evidence/secret-index.ts). */
const bypassKey = secret.refine(
  ({ length }) => length >= 16,
  'Expected at least 16 characters: a shorter key cannot be found and removed in reports. Give the staging a longer key.',
);

const userKey = secret.refine(
  ({ length }) => length >= 32,
  'Expected at least 32 characters, since the passwords of test users derive from it. Set a random text, e.g. of `openssl rand -hex 32`, and keep it for this staging.',
);

const url = (protocols: readonly [string, string], example: string) => {
  const expected = `Expected a URL like ${example}, without user, query and fragment.`;
  const needsPath = new URL(example).pathname !== '/';
  return z
    .string()
    .refine((text) => {
      if (!URL.canParse(text)) return false;
      const { protocol, username, password, search, hash, pathname } = new URL(text);
      const isBare = `${username}${password}${search}${hash}` === '';
      return protocols.includes(protocol) && isBare && (pathname !== '/' || !needsPath);
    }, expected)
    .transform((text) => text.replace(/\/+$/, ''));
};

/** At most a minute: every wait ends before its test does (config/timeouts.ts). */
const milliseconds = (minimum: number) => {
  const expected = `Expected whole milliseconds, from ${minimum} to 60000.`;
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((number) => number >= minimum && number <= 60_000, expected);
};

/** One label, an IPv4 address, or labels of which the last one is letters, as no key has them. */
const host = /^(?:[a-z0-9-]{1,40}|\d{1,3}(?:\.\d{1,3}){3}|(?:[a-z0-9-]{1,63}\.)+[a-z-]{2,63})$/;

const hosts = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim().toLowerCase()))
  .refine(
    (names) => names.every((name) => host.test(name)),
    'Expected host names without scheme, port and wildcard, separated by commas.',
  );

/** Only their form: what there is, local-staging/ knows. */
const variants = z
  .string()
  .transform((text) => text.split(',').map((variant) => variant.trim()))
  .refine(
    (texts) =>
      texts.every((text) => /^[a-z]{1,20}(-[a-z]{1,20}|-\d{1,4})*(:[a-z-]{1,40}=[\w./-]{1,40})*$/.test(text)),
    'Expected variants as NAME or NAME:param=value, separated by commas. docs/variants.md lists them.',
  );

const wholeSeed = 'Expected a whole number from 1 to 999999.';

const requestsPerMinute = 'Expected a whole number from 1 to 60000.';

const revision = z
  .string()
  .regex(
    /^(?!eyJ)[\w.+-]{1,100}$/,
    'Expected a revision as /health shows it: up to 100 letters, digits, dots and dashes.',
  )
  .optional();

const declarable = capabilityNames
  .filter((name) => capabilities[name].from === 'declaration')
  .map((name) => `\`${name}\``);

/** Every variable of a run, with what it is for. ENVIRONMENT.md is generated from this schema. */
export const variables = z.object({
  STAGING_TARGET: oneOf(targets).describe(
    'What the run tests: `local`, the embedded staging, which the run starts; or `remote`, a deployed one.',
  ),
  ENVIRONMENT: z
    .literal('staging', 'Expected staging. This harness never runs against anything else.')
    .describe('The stage that the target must be: `staging`.'),
  STAGING_AUTH_STRATEGY: oneOf(strategies).describe(
    'How the run gets its users: `bypass` or `provisioned` (register and login). There is no fallback.',
  ),
  STAGING_PROFILE: oneOf(profileNames).describe(
    'What the target promises to answer: a profile of docs/contract.md §0.',
  ),
  STAGING_EXPECT: oneOf(expectations)
    .default('any')
    .describe(
      'How much of the suite the run must be: `any`, or `whole`, with which a SUBSET is red. For CI, a nightly and a gate.',
    ),
  STAGING_VARIANTS: variants
    .default([])
    .describe(
      'What the embedded staging does wrong on purpose: variants of docs/variants.md, `NAME` or `NAME:param=value`, separated by commas. Refused for a remote target.',
    ),
  STAGING_SEED: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, wholeSeed)
    .transform(Number)
    .optional()
    .describe(
      'What the tests of `npm run test:full` draw by that draw defects, faults, kills or logs: a whole number from 1 to 999999; left out, another for each run. What fails names it.',
    ),
  STAGING_AUTH_URL: url(['http:', 'https:'], 'https://auth.staging.example')
    .optional()
    .describe('Base URL of the auth service. Remote only.'),
  STAGING_BACKEND_URL: url(['http:', 'https:'], 'https://api.staging.example')
    .optional()
    .describe('Base URL of the chat backend. Remote only.'),
  STAGING_WEBSOCKET_URL: url(['ws:', 'wss:'], 'wss://api.staging.example/ws')
    .optional()
    .describe(
      'URL of the socket with its path; left out, the backend URL with `ws`/`wss` and `/ws`. Remote only.',
    ),
  STAGING_ALLOWED_HOSTS: hosts
    .default([])
    .describe('Hosts that a remote run may talk to, separated by commas. Loopback is always allowed.'),
  STAGING_CAPABILITIES: z
    .string()
    .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((name) => name.trim())))
    .refine(
      (names): names is Capability[] => names.every((name) => Object.hasOwn(capabilities, name)),
      `Expected none, or names of ${capabilityNames.join(', ')}.`,
    )
    .transform((names) => [...new Set(names)])
    .default([])
    .describe(
      `What the target can do: \`none\`, or of ${declarable.join(', ')}, separated by commas (docs/contract.md §0). What needs another is not run. Remote only: the embedded staging can do everything.`,
    ),
  STAGING_AUTH_REVISION: revision.describe(
    'The revision that the auth service must be; left out, any. Remote only.',
  ),
  STAGING_BACKEND_REVISION: revision.describe(
    'The revision that the chat backend must be; left out, any. Remote only.',
  ),
  STAGING_REQUESTS_PER_MINUTE: z
    .string()
    .regex(/^\d+$/, requestsPerMinute)
    .transform(Number)
    .refine((number) => number >= 1 && number <= 60_000, requestsPerMinute)
    .optional()
    .describe(
      'How many requests and handshakes the workers of the run may send together; left out, 300 off loopback and no limit on it.',
    ),
  STAGING_LEDGER_DIRECTORY: z
    .string()
    .refine(
      (path) => /^[./~]/.test(path) || (path.length <= 60 && /^[a-z][\w.-]*(\/[\w.-]+)*$/i.test(path)),
      'Expected a path of letters and digits, e.g. ledger. Begin another one with ./ or with /.',
    )
    .default('ledger')
    .describe(
      'Where the ledger of test users is kept, from the project root, with a directory for each target; CI keeps it from run to run. Remote only: the users of a local staging die with it.',
    ),
  E2E_OAUTH_SIMULATION_KEY: bypassKey.optional().meta({
    secret: true,
    description:
      'The key of the staging bypass, of at least 16 characters; a remote run by `bypass` needs it.',
  }),
  STAGING_USER_KEY: userKey.optional().meta({
    secret: true,
    description:
      'A random text of at least 32 characters, kept for this staging; passwords of test users derive from it. A remote run needs it.',
  }),
  JWT_SECRET_STAGING: secret.optional().meta({
    secret: true,
    description:
      'The signing secret of the target, of at least 32 characters: for negative tokens only. No run needs it.',
  }),
  JWT_SECRET_KEY: secret
    .optional()
    .meta({ secret: true, description: 'The signing secret, where the name above is not set.' }),
  JWT_SECRET: secret
    .optional()
    .meta({ secret: true, description: 'The signing secret, where neither name above is set.' }),
  STAGING_REQUEST_TIMEOUT_MS: milliseconds(1)
    .default(10_000)
    .describe('How long one REST call or one handshake may take.'),
  STAGING_READY_TIMEOUT_MS: milliseconds(0)
    .optional()
    .describe(
      'How long a service that answers 5xx, as one does that is starting, is waited for; left out, 0 for local and 60000 for remote.',
    ),
  STAGING_REVOCATION_VISIBLE_MS: milliseconds(0)
    .optional()
    .describe(
      'Until when a logout, a deletion or a deactivation must bind new requests (`revocationVisibleMs` of docs/contract.md §0); left out, 0 for local and 60000 for remote.',
    ),
  STAGING_SOCKET_RECHECK_MS: milliseconds(0)
    .optional()
    .describe(
      'Until when an open socket whose token or user has ended must be closed (`socketRecheckMs` of docs/contract.md §0); left out, 500 for local and 60000 for remote.',
    ),
});

type VariableName = keyof typeof variables.shape;

/** Whether a variable is never shown. */
export function isSecretVariable(name: VariableName): boolean {
  return variables.shape[name].meta()?.['secret'] === true;
}

const words: Partial<Record<VariableName, readonly string[]>> = {
  STAGING_TARGET: targets,
  ENVIRONMENT: ['staging'],
  STAGING_AUTH_STRATEGY: strategies,
  STAGING_EXPECT: expectations,
  STAGING_PROFILE: profileNames,
  STAGING_CAPABILITIES: ['none', ...Object.keys(capabilities)],
};

/** The words that may stand in a variable; none for one that takes any. */
export function expectedWords(name: VariableName): readonly string[] {
  return words[name] ?? [];
}

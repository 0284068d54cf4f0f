import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { contractProfiles } from './contract-profiles.ts';
import { environmentLayers } from './environment-layers.ts';
import { Secret } from './secret.ts';

const secret = z.string().transform((value) => new Secret(value));
const profileNames = Object.keys(contractProfiles) as (keyof typeof contractProfiles)[];
const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `Expected a URL like ${example}.` }).transform((text) => text.replace(/\/+$/, ''));

/** The variables of a run. */
const variablesSchema = z.object({
  STAGING_TARGET: z
    .enum(['local', 'remote'], 'Expected local (the embedded staging) or remote.')
    .describe('What the run tests: the embedded local staging, or a deployed one.'),
  ENVIRONMENT: z
    .literal('staging', 'Expected staging. This harness never runs against anything else.')
    .describe('The stage that the target must be.'),
  STAGING_AUTH_URL: url(/^https?$/, 'https://auth.staging.example')
    .optional()
    .describe('Base URL of the auth service.'),
  STAGING_BACKEND_URL: url(/^https?$/, 'https://api.staging.example')
    .optional()
    .describe('Base URL of the chat backend.'),
  STAGING_WEBSOCKET_URL: url(/^wss?$/, 'wss://api.staging.example/ws')
    .optional()
    .describe('URL of the socket, with its path; left out, the backend URL with ws and /ws (contract X1).'),
  STAGING_AUTH_STRATEGY: z
    .enum(['bypass', 'provisioned'], 'Expected bypass or provisioned.')
    .describe('How the run gets its users; there is no fallback between the two.'),
  E2E_OAUTH_SIMULATION_KEY: secret.optional().describe('The key of the staging bypass.'),
  STAGING_USER_KEY: secret
    .optional()
    .describe('Passwords of provisioned users derive from it, so that they need not be stored.'),
  STAGING_PROFILE: z
    .enum(profileNames, `Expected one of ${profileNames.join(', ')}.`)
    .describe('What the target promises to answer (docs/contract.md §0).'),
});

type Variables = z.infer<typeof variablesSchema>;

/** The configuration of a run: checked, frozen, secrets as {@link Secret}. */
export type Environment = Readonly<Variables>;

/** The project's root, whatever the working directory. */
const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** What a remote target cannot do without. */
function missingForRemote(variables: Variables): ConfigurationProblem[] {
  const required = {
    STAGING_AUTH_URL: 'Set the base URL of the auth service.',
    STAGING_BACKEND_URL: 'Set the base URL of the chat backend.',
    STAGING_USER_KEY: 'Set a random text of at least 32 characters, and keep it for this staging.',
    ...(variables.STAGING_AUTH_STRATEGY === 'bypass' && {
      E2E_OAUTH_SIMULATION_KEY: 'Set the key of the staging bypass, or STAGING_AUTH_STRATEGY=provisioned.',
    }),
  };
  return Object.entries(required)
    .filter(([name]) => variables[name as keyof Variables] === undefined)
    .map(([name, text]) => ({ name, source: undefined, text: `A remote target needs it. ${text}` }));
}

/**
 * Loads the configuration of a run. A pure function of the given variables and the files that they name.
 * @param processVariables - the process's environment unless given
 * @throws ConfigurationError that lists every problem at once
 */
export function loadEnvironment(
  processVariables: Readonly<Record<string, string | undefined>> = process.env,
  root = projectRoot,
): Environment {
  const values: Record<string, string> = {};
  const sources: Record<string, string> = {};
  for (const { source, variables } of environmentLayers(processVariables, root)) {
    for (const name of Object.keys(variablesSchema.shape)) {
      const value = variables[name]?.trim();
      if (!value) continue;
      values[name] = value;
      sources[name] = source;
    }
  }

  const result = variablesSchema.safeParse(values);
  if (!result.success)
    throw new ConfigurationError(
      result.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        return { name, source: sources[name], text: message };
      }),
    );
  const problems = result.data.STAGING_TARGET === 'remote' ? missingForRemote(result.data) : [];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze(result.data);
}

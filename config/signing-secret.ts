import { ConfigurationError } from './configuration-error.ts';
import { insecureDefaults } from './insecure-defaults.ts';
import { Secret } from './secret.ts';

/** The secret that signs tokens, and the variable that it comes from. */
export interface SigningSecret {
  source: string;
  secret: Secret;
}

const minimumLength = 32;

/**
 * Resolves the signing secret by contract S1: `JWT_SECRET_<ENVIRONMENT>`, `JWT_SECRET_KEY`, `JWT_SECRET`. The first that
 * is set decides. The harness needs it for negative tokens and their controls only.
 * @param variables - the merged environment, with the stage in `ENVIRONMENT`
 * @throws ConfigurationError when none is set, or the one that decides is a known default or too short
 */
export function resolveSigningSecret(variables: Readonly<Record<string, string | undefined>>): SigningSecret {
  const stage = variables['ENVIRONMENT'] ?? 'staging';
  const names = [`JWT_SECRET_${stage.toUpperCase()}`, 'JWT_SECRET_KEY', 'JWT_SECRET'];
  const source = names.find((name) => variables[name]?.trim());
  if (source === undefined)
    throw new ConfigurationError([
      { name: names[0] ?? '', source: undefined, text: `Set one of ${names.join(', ')}.` },
    ]);

  const value = variables[source]?.trim() ?? '';
  const problem = (text: string): ConfigurationError =>
    new ConfigurationError([{ name: source, source: 'signing secret', text }]);
  if (insecureDefaults.has(value))
    throw problem('The value is a known insecure default. Set the secret that the target really has.');
  if (value.length < minimumLength)
    throw problem(
      `The value has ${value.length} characters, at least ${minimumLength} are needed. ` +
        'Set the secret that the target really has.',
    );
  return { source, secret: new Secret(value) };
}

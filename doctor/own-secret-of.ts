import { ConfigurationError } from '../config/configuration-error.ts';
import type { Environment } from '../config/environment.ts';
import { resolveSigningSecret } from '../config/signing-secret.ts';
import type { Subject } from './subject.ts';

/** The harness's own signing secret, or what is wrong with it; nothing where none is configured. */
export function ownSecretOf({
  ENVIRONMENT,
  JWT_SECRET_STAGING,
  JWT_SECRET_KEY,
  JWT_SECRET,
}: Environment): Pick<Subject, 'signingSecret' | 'signingSecretProblem'> {
  const secrets = { JWT_SECRET_STAGING, JWT_SECRET_KEY, JWT_SECRET };
  if (Object.values(secrets).every((secret) => secret === undefined)) return { signingSecret: undefined };
  const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret?.reveal()]);
  try {
    return {
      signingSecret: resolveSigningSecret({
        ENVIRONMENT,
        ...(Object.fromEntries(revealed) as Record<string, string>),
      }),
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [problem] = error.problems;
    return {
      signingSecret: undefined,
      signingSecretProblem: `${problem?.name ?? ''}: ${problem?.text ?? ''}`,
    };
  }
}

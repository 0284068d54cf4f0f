import { StagingError } from '../staging-error.ts';
import { insecureDefaults } from './insecure-defaults.ts';

/** The environment variables a service is started with. */
export type ServiceEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The signing secret by contract S1: the first of the three names that is set decides; a bad value there is an error
 * and never a reason to go on to the next name.
 * @throws Error that names the variable and shows no part of its value
 */
export function signingSecret(environment: ServiceEnvironment): string {
  const stage = environment['ENVIRONMENT'] ?? 'development';
  const names = [`JWT_SECRET_${stage.toUpperCase()}`, 'JWT_SECRET_KEY', 'JWT_SECRET'];
  for (const name of names) {
    const secret = environment[name]?.trim();
    if (!secret) continue;
    if (insecureDefaults.includes(secret))
      throw new StagingError('SECRET_INSECURE', `${name} is a known default. Set a random value.`);
    if (secret.length < 32 && ['staging', 'production'].includes(stage))
      throw new StagingError(
        'SECRET_TOO_SHORT',
        `${name} has ${secret.length} characters, ${stage} needs at least 32.`,
      );
    return secret;
  }
  throw new StagingError('SECRET_MISSING', `Set one of ${names.join(', ')}.`);
}

/** The environment variables a service is started with. */
export type ServiceEnvironment = Readonly<Record<string, string | undefined>>;

const insecureDefaults = new Set([
  'development-jwt-secret-minimum-32-characters-long',
  'test-jwt-secret-key-32-characters-long-for-testing-only',
  'dev-jwt-secret-key-must-be-at-least-32-characters',
  'emergency_jwt_secret_please_configure_properly',
  'your-secret-key',
  'secret',
]);

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
    if (insecureDefaults.has(secret))
      throw new Error(`[SECRET_INSECURE] ${name} is a known default. Set a random value.`);
    if (secret.length < 32 && ['staging', 'production'].includes(stage))
      throw new Error(
        `[SECRET_TOO_SHORT] ${name} has ${String(secret.length)} characters, ${stage} needs at least 32.`,
      );
    return secret;
  }
  throw new Error(`[SECRET_MISSING] Set one of ${names.join(', ')}.`);
}

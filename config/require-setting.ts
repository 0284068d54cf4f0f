import { ConfigurationError } from './configuration-error.ts';
import type { Environment } from './environment.ts';

/**
 * A setting that is optional as such, but needed for what is about to be done.
 * @throws ConfigurationError that names it
 */
export function requireSetting<Name extends keyof Environment>(
  environment: Environment,
  name: Name,
): NonNullable<Environment[Name]> {
  const value = environment[name];
  if (value === undefined)
    throw new ConfigurationError([
      { name, source: undefined, text: 'This run needs it. config/staging.env says what it is.' },
    ]);
  return value;
}

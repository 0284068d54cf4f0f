import type { Environment } from '../../config/environment.ts';
import { Secret } from '../../config/secret.ts';

/** Every secret of a configuration. */
export function secretsOf(environment: Environment): Secret[] {
  return Object.values(environment).filter((value) => value instanceof Secret);
}

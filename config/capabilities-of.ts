import { capabilities, type Capability } from './capabilities.ts';
import type { Environment } from './environment.ts';

/** What a target can do: the embedded one everything, a remote one what its configuration declares. */
export function capabilitiesOf(environment: Environment): ReadonlySet<Capability> {
  if (environment.STAGING_TARGET === 'local') return new Set(Object.keys(capabilities) as Capability[]);
  const bypass = environment.E2E_OAUTH_SIMULATION_KEY === undefined ? [] : ['bypass' as const];
  return new Set([...environment.STAGING_CAPABILITIES, ...bypass]);
}

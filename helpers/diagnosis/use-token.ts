import type { Secret } from '../../config/secret.ts';
import type { AccountSeen, Use } from './observations.ts';
import { routeFamilies, type RouteFamily } from './route-families.ts';
import type { Session } from './session.ts';

/** A token with a name that tells it from others of the diagnosis. */
export interface NamedToken {
  name: string;
  token: Secret;
  way: AccountSeen['way'];
}

/**
 * Uses a token on the reading route of a family, on a connection of its own: where a balancer deals out connections, replicas
 * would take no turns on one that is kept.
 */
export async function useToken(
  { client, seen }: Session,
  { name, token, way }: NamedToken,
  family: RouteFamily,
): Promise<Use> {
  const headers = { Connection: 'close' };
  const request = { method: 'GET', path: routeFamilies[family], token, headers } as const;
  const use: Use = { ...(await client.ask('backend', request, `with ${name}`)), family, token: name, way };
  seen.uses.push(use);
  return use;
}

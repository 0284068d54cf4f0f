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

/** Uses a token on the reading route of a family, and remembers when. */
export async function useToken(
  { client, seen }: Session,
  { name, token, way }: NamedToken,
  family: RouteFamily,
): Promise<Use> {
  const before = seen.uses.findLast((use) => use.token === name);
  const answer = await client.ask(
    'backend',
    { method: 'GET', path: routeFamilies[family], token },
    `with ${name}`,
  );
  const use: Use = {
    ...answer,
    family,
    token: name,
    way,
    ...(before && { sinceLastUseMs: answer.atMs - before.atMs }),
  };
  seen.uses.push(use);
  return use;
}

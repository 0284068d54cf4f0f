import type { Context } from 'hono';
import { AuthRefusal } from './auth-refusal.ts';
import type { AuthRouteParts } from './auth-service-parts.ts';
import type { Claims } from './claims.ts';

/** The own account and its end (contract A8, A9). */
export function createAccountRoutes({ policies, users, desk, stage, environment }: AuthRouteParts) {
  const bearerClaims = async (context: Context): Promise<Claims | undefined> => {
    const token = policies.readBearer(context.req.header('Authorization'));
    return token === undefined ? undefined : desk.check(token, 'access');
  };

  const me = async (context: Context): Promise<Response> => {
    const claims = await bearerClaims(context);
    const user = claims && users.byId(claims.sub);
    if (!user) throw new AuthRefusal(401, 'Not authenticated');
    if (user.status !== 'active') throw new AuthRefusal(403, 'User is not active');
    return context.json({ user_id: user.id, email: user.email, permissions: claims.permissions });
  };

  const remove = async (context: Context): Promise<Response> => {
    const id = context.req.param('id') ?? '';
    const sentKey = context.req.header('X-E2E-Bypass-Key');
    const claims = await bearerClaims(context);
    const bypassRefusal =
      sentKey === undefined
        ? undefined
        : policies.decideBypass({
            environment: stage,
            configuredKey: environment['E2E_OAUTH_SIMULATION_KEY'],
            sentKey,
          });
    if (bypassRefusal && !claims) throw new AuthRefusal(bypassRefusal.status, bypassRefusal.detail);
    const bypassKeyIsRight = sentKey !== undefined && !bypassRefusal;
    if (!claims && !bypassKeyIsRight) throw new AuthRefusal(401, 'Not authenticated');

    const request = { id, email: users.byId(id)?.email, claims, bypassKeyIsRight };
    if (!policies.mayDeleteUser(request, policies.isTestIdentity))
      throw new AuthRefusal(403, 'Not allowed to delete this user');
    if (!users.remove(id)) throw new AuthRefusal(404, 'User not found');
    return context.body(null, 204);
  };

  return { '/auth/me': { GET: me }, '/auth/users/:id': { DELETE: remove } };
}

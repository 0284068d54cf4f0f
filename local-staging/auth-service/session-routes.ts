import type { Context } from 'hono';
import { isPlainText } from '../http/is-plain-text.ts';
import type { User } from '../database/user-store.ts';
import { AuthRefusal } from './auth-refusal.ts';
import type { AuthRouteParts } from './auth-service-parts.ts';
import { readJsonObject } from './read-json-object.ts';

/** Register, login, refresh and logout (contract A3-A6). */
export function createSessionRoutes({ policies, users, tokens, desk }: AuthRouteParts) {
  const readCredentials = async (
    context: Context,
  ): Promise<{ email: string; password: string; name: string | null }> => {
    const { email, password, name = null } = (await readJsonObject(context)) ?? {};
    if (typeof email !== 'string' || typeof password !== 'string')
      throw new AuthRefusal(422, 'Email and password are required');
    if (!policies.isEmail(email)) throw new AuthRefusal(422, 'email must be an e-mail address');
    const { length } = Array.from(password);
    if (length < 8 || length > 128) throw new AuthRefusal(422, 'password must have 8 to 128 characters');
    if (name !== null && (typeof name !== 'string' || !isPlainText(name)))
      throw new AuthRefusal(422, 'name must be a text');
    return { email, password, name };
  };

  const signIn = async (context: Context, user: User, permissions = user.permissions): Promise<Response> => {
    if (user.status !== 'active') throw new AuthRefusal(403, 'User is not active');
    const subject = { id: user.id, email: user.email, permissions };
    return context.json({ ...(await desk.issue(subject)), user: { ...subject, name: user.name } });
  };

  const register = async (context: Context): Promise<Response> => {
    const { email, password, name } = await readCredentials(context);
    const user: User = {
      id: policies.newId('usr'),
      email,
      name,
      passwordHash: await policies.passwordHash.create(password),
      permissions: ['read', 'write'],
      status: 'active',
    };
    if (!users.insert(user)) throw new AuthRefusal(409, 'User already exists');
    return signIn(context, user);
  };

  const login = async (context: Context): Promise<Response> => {
    const { email, password } = await readCredentials(context);
    const user = users.registered(email);
    if (!user?.passwordHash || !(await policies.passwordHash.matches(password, user.passwordHash)))
      throw new AuthRefusal(401, 'Invalid credentials');
    return signIn(context, user);
  };

  const refresh = async (context: Context): Promise<Response> => {
    const { refresh_token: token } = (await readJsonObject(context)) ?? {};
    if (typeof token !== 'string') throw new AuthRefusal(422, 'refresh_token is required');
    const claims = await desk.check(token, 'refresh');
    const user = claims && users.byId(claims.sub);
    if (user && user.status !== 'active') throw new AuthRefusal(403, 'User is not active');
    if (!user || !tokens.spend(claims.jti)) throw new AuthRefusal(401, 'Invalid refresh token');
    return signIn(context, user, claims.permissions);
  };

  const logout = async (context: Context): Promise<Response> => {
    const token = policies.readBearer(context.req.header('Authorization'));
    const claims = token === undefined ? undefined : await desk.check(token, 'access');
    if (!claims) throw new AuthRefusal(401, 'Not authenticated');
    tokens.spend(claims.jti);
    const refreshJti = tokens.refreshTokenOf(claims.jti);
    if (refreshJti !== undefined) tokens.spend(refreshJti);
    return context.json({ status: 'logged_out' });
  };

  return {
    '/auth/register': { POST: register },
    '/auth/login': { POST: login },
    '/auth/refresh': { POST: refresh },
    '/auth/logout': { POST: logout },
  };
}

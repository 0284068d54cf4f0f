import type { Context } from 'hono';
import { isPlainText } from '../http/is-plain-text.ts';
import type { User } from '../database/user-store.ts';
import { AuthRefusal } from './auth-refusal.ts';
import type { AuthRouteParts } from './auth-service-parts.ts';
import { readJsonObject } from './read-json-object.ts';

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** `POST /auth/e2e/test-auth` (contract A2). */
export function createBypassRoute({ policies, users, desk, stage, environment }: AuthRouteParts) {
  const findOrMake = (email: string, name: string, permissions: string[]): User => {
    const id = policies.bypassUserId(email);
    users.insert({ id, email, name, passwordHash: null, permissions, status: 'active' });
    const user = users.byId(id);
    if (!user) throw new AuthRefusal(503, 'The user was removed while it was made');
    return user;
  };

  const post = async (context: Context): Promise<Response> => {
    const refusal = policies.decideBypass({
      environment: stage,
      configuredKey: environment['E2E_OAUTH_SIMULATION_KEY'],
      sentKey: context.req.header('X-E2E-Bypass-Key'),
    });
    if (refusal) throw new AuthRefusal(refusal.status, refusal.detail);

    const body = await readJsonObject(context);
    if (!body) throw new AuthRefusal(422, 'Invalid JSON body');
    const {
      email = 'test-default@staging.netrasystems.ai',
      name = 'E2E Test User',
      permissions = ['read', 'write'],
    } = body;
    if (typeof email !== 'string' || !policies.isEmail(email))
      throw new AuthRefusal(422, 'email must be an e-mail address');
    if (typeof name !== 'string' || !isPlainText(name)) throw new AuthRefusal(422, 'name must be a text');
    if (!isTextList(permissions)) throw new AuthRefusal(422, 'permissions must be a list of texts');

    const user = findOrMake(email, name, permissions);
    if (user.status !== 'active') throw new AuthRefusal(403, 'User is not active');
    const subject = { id: user.id, email: user.email, permissions };
    return context.json({ ...(await desk.issue(subject)), user: { ...subject, name: user.name } });
  };
  return { POST: post };
}

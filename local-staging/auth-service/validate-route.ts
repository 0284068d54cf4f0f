import type { Context } from 'hono';
import type { AuthRouteParts } from './auth-service-parts.ts';
import { note } from '../http/request-log.ts';
import { readJsonObject } from './read-json-object.ts';

const messages = {
  missing_token: 'No token was sent',
  invalid_token: 'The token is not valid',
  invalid_service_id: 'The service is not known',
  invalid_service_secret: 'The service secret is not valid',
  service_not_configured: 'No service secret is configured',
  validation_error: 'The request could not be read',
};

/** `POST /auth/validate`, always 200 (contract A7, A13). Says whether a token is good, never why it is not. */
export function createValidateRoute({ policies, users, desk, environment }: AuthRouteParts) {
  const post = async (context: Context): Promise<Response> => {
    const refuse = (error: keyof typeof messages): Response => {
      note(error);
      return context.json({ valid: false, error, message: messages[error] });
    };

    const credentials = policies.checkServiceCredentials({
      sentId: context.req.header('X-Service-ID'),
      sentSecret: context.req.header('X-Service-Secret'),
      expectedId: 'netra-backend',
      expectedSecret: environment['SERVICE_SECRET'],
    });
    if (credentials) return refuse(credentials);

    const body = await readJsonObject(context);
    const { token, token_type: tokenType = 'access' } = body ?? {};
    if (!body || (tokenType !== 'access' && tokenType !== 'refresh')) return refuse('validation_error');
    if (token === undefined || token === null || token === '') return refuse('missing_token');
    if (typeof token !== 'string') return refuse('validation_error');
    const claims = await desk.check(token, tokenType);
    if (!claims) return refuse('invalid_token');
    return context.json({
      valid: true,
      user_id: claims.sub,
      email: claims.email,
      permissions: claims.permissions,
      expires_at: new Date(claims.exp * 1000).toISOString(),
      user_status: users.byId(claims.sub)?.status ?? 'unknown',
    });
  };
  return { POST: post };
}

import { Hono, type Context } from 'hono';
import { addResource } from '../http/add-resource.ts';
import { DatabaseUnavailable } from '../database/database-unavailable.ts';
import { createAccountRoutes } from './account-routes.ts';
import type { AuthRouteParts, AuthServiceParts } from './auth-service-parts.ts';
import { AuthRefusal } from './auth-refusal.ts';
import { createBypassRoute } from './bypass-route.ts';
import { createSessionRoutes } from './session-routes.ts';
import { createTokenDesk } from './token-desk.ts';
import { createValidateRoute } from './validate-route.ts';

/** The auth service (contract §2). Throws where its signing secret cannot be resolved. */
export function createAuthService(parts: AuthServiceParts): Hono {
  const { policies, tokens, timers, environment, revision } = parts;
  const stage = (environment['ENVIRONMENT'] ?? 'development').toLowerCase();
  const desk = createTokenDesk({
    policies,
    tokens,
    timers,
    secret: policies.signingSecret(environment),
    environment: stage,
  });
  const routeParts: AuthRouteParts = { ...parts, desk, stage };
  const app = new Hono();

  const routes = {
    '/health': {
      GET: (context: Context) =>
        context.json({
          status: 'healthy',
          service: 'auth-service',
          version: '1.0.0',
          revision,
          environment: stage,
        }),
    },
    '/auth/e2e/test-auth': createBypassRoute(routeParts),
    '/auth/validate': createValidateRoute(routeParts),
    ...createSessionRoutes(routeParts),
    ...createAccountRoutes(routeParts),
  };
  for (const [path, handlers] of Object.entries(routes))
    addResource(app, path, handlers, (context, allow) =>
      context.json({ detail: 'Method Not Allowed' }, 405, { Allow: allow }),
    );

  app.notFound((context) => context.json({ detail: 'Not Found' }, 404));
  app.onError((error, context) => {
    if (error instanceof AuthRefusal) return context.json({ detail: error.message }, error.status);
    if (error instanceof DatabaseUnavailable) return context.json({ detail: 'Database unavailable' }, 503);
    process.stderr.write(`auth service: ${error.stack ?? error.message}\n`);
    return context.json({ detail: 'Internal Server Error' }, 500);
  });
  return app;
}

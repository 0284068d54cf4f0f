import { Hono, type Context } from 'hono';
import { addResource } from '../http/add-resource.ts';
import { DatabaseUnavailable } from '../database/database-unavailable.ts';
import type { TokenStore } from '../database/token-store.ts';
import type { UserStore } from '../database/user-store.ts';
import type { Timers } from '../timers.ts';
import { createAccountRoutes } from './account-routes.ts';
import type { AuthPolicies } from './auth-policies.ts';
import { AuthRefusal } from './auth-refusal.ts';
import { createBypassRoute } from './bypass-route.ts';
import type { ServiceEnvironment } from './signing-secret.ts';
import { createSessionRoutes } from './session-routes.ts';
import { createTokenDesk, type TokenDesk } from './token-desk.ts';
import { createValidateRoute } from './validate-route.ts';

/** What the auth service is made of. */
export interface AuthServiceParts {
  policies: AuthPolicies;
  users: UserStore;
  tokens: TokenStore;
  timers: Timers;
  /**
   * ENVIRONMENT, the names of the secret chain (S1), E2E_OAUTH_SIMULATION_KEY, SERVICE_SECRET: what a deployed service
   * has in its environment.
   */
  environment: ServiceEnvironment;
}

/** What a route of the auth service works with. */
export interface AuthRouteParts extends AuthServiceParts {
  desk: TokenDesk;
  /** Lower-case name, e.g. `staging`. */
  stage: string;
}

/** The auth service (contract §2). Throws where its signing secret cannot be resolved. */
export function createAuthService(parts: AuthServiceParts): Hono {
  const { policies, tokens, timers, environment } = parts;
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
        context.json({ status: 'healthy', service: 'auth-service', version: '1.0.0', environment: stage }),
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

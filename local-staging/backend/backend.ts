import { randomUUID } from 'node:crypto';
import { Hono, type Context, type Handler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { addResource, type MethodNotAllowed } from '../http/add-resource.ts';
import type { BackendPolicies } from './backend-policies.ts';
import type { Authenticate, Identity } from './identity.ts';
import { Refusal } from './refusal.ts';
import { InvalidInput } from './rest/invalid-input.ts';
import { createPublicRoutes, type PublicRouteParts } from './rest/public-routes.ts';
import type { ProtectedHandler, RouteParts } from './rest/route-parts.ts';

/** What the backend's REST side is made of. */
export interface BackendParts extends RouteParts, Omit<PublicRouteParts, 'documented'> {
  policies: BackendPolicies;
  authenticate: Authenticate;
}

/** The backend's REST side (contract §3). The order of checks is that of N11. */
export function createBackend(parts: BackendParts): Hono {
  const { policies, authenticate } = parts;
  const app = new Hono();
  const identities = new WeakMap<Request, Identity>();

  const refuse = (context: Context, { code, headers }: Refusal): Response => {
    const { status, message } = policies.refusals[code];
    return context.json(
      {
        error: true,
        error_code: code,
        message,
        trace_id: randomUUID(),
        timestamp: new Date().toISOString(),
      },
      status,
      headers,
    );
  };

  app.use(
    createMiddleware(async (context, next) => {
      if (policies.isProtected(context.req.path)) {
        const { method, path } = context.req;
        const header = (name: string): string | undefined => context.req.header(name);
        const token = policies.readBearer(header('Authorization'));
        const call = { protocol: 'rest', method, path, header, token } as const;
        identities.set(context.req.raw, await policies.identify(call, authenticate));
      }
      await next();
    }),
  );

  const withPermission =
    (handle: ProtectedHandler): Handler =>
    (context) => {
      const identity = identities.get(context.req.raw);
      if (!identity) throw new Refusal('AUTH_REQUIRED');
      if (!identity.permissions.includes(policies.permissionFor(context.req.method)))
        throw new Refusal('PERMISSION_DENIED');
      return handle(context, identity);
    };
  const methodNotAllowed: MethodNotAllowed = (context, allow) =>
    refuse(context, new Refusal('METHOD_NOT_ALLOWED', { Allow: allow }));

  const protectedRoutes = policies.createProtectedRoutes(parts);
  for (const [path, methods] of Object.entries(protectedRoutes)) {
    const handlers = Object.entries(methods).map(([method, handle]): [string, Handler] => [
      method,
      withPermission(handle),
    ]);
    addResource(app, path, Object.fromEntries(handlers), methodNotAllowed);
  }
  for (const [path, handlers] of Object.entries(
    createPublicRoutes({ ...parts, documented: protectedRoutes }),
  ))
    addResource(app, path, handlers, methodNotAllowed);

  app.notFound((context) => refuse(context, new Refusal('NOT_FOUND')));
  app.onError((error, context) => {
    if (error instanceof Refusal) return refuse(context, error);
    if (error instanceof InvalidInput) return context.json({ detail: error.detail }, 422);
    process.stderr.write(`backend: ${error.stack ?? error.message}\n`);
    return refuse(context, new Refusal('INTERNAL_ERROR'));
  });
  return app;
}

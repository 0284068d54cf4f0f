import type { Context, Handler } from 'hono';
import { html } from 'hono/html';
import type { Timers } from '../../timers.ts';
import { Refusal } from '../refusal.ts';
import { serviceId } from '../service-id.ts';
import type { SocketHub } from '../socket/socket-hub.ts';
import { socketPaths } from '../socket/socket-paths.ts';
import type { ProtectedRoutes } from './route-parts.ts';

export interface PublicRouteParts {
  authUrl: string;
  environment: string;
  revision: string;
  timers: Timers;
  hub: SocketHub;
  /** The protected routes, which the documentation lists. */
  documented: ProtectedRoutes;
}

/** The paths that need no token (contract P1), the socket's paths for a plain GET (W1), and login (A4). */
export function createPublicRoutes(parts: PublicRouteParts) {
  const { authUrl, environment, revision, timers, hub, documented } = parts;
  const service = { service: serviceId, version: '1.0.0' };
  const startedAt = performance.now();

  const openApi = {
    openapi: '3.1.0',
    info: { title: service.service, version: service.version },
    paths: Object.fromEntries(
      Object.entries(documented).map(([path, methods]) => [
        path.replaceAll(/:(\w+)/g, '{$1}'),
        Object.fromEntries(
          Object.keys(methods).map((method) => [
            method.toLowerCase(),
            { security: [{ bearer: [] }], responses: {} },
          ]),
        ),
      ]),
    ),
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
  const page = (context: Context): Response | Promise<Response> =>
    context.html(
      html`<!doctype html>
        <title>${service.service}</title>
        <h1>${service.service}</h1>
        <ul>
          ${Object.entries(documented).map(
            ([path, methods]) => html`<li>${Object.keys(methods).join(', ')} ${path}</li>`,
          )}
        </ul>`,
    );
  const metrics = (context: Context): Response =>
    context.text(
      `# TYPE netra_open_sockets gauge\nnetra_open_sockets ${hub.size()}\n` +
        `# TYPE netra_uptime_seconds counter\nnetra_uptime_seconds ${((performance.now() - startedAt) / 1000).toFixed(3)}\n`,
    );
  const login = async (context: Context): Promise<Response> => {
    try {
      const answer = await fetch(`${authUrl}/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Service-ID': serviceId },
        body: await context.req.text(),
        redirect: 'error',
        signal: AbortSignal.timeout(timers.validationTimeoutMs),
      });
      return new Response(await answer.text(), {
        status: answer.status,
        headers: { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/json' },
      });
    } catch {
      throw new Refusal('AUTH_UNAVAILABLE', { 'Retry-After': '1' });
    }
  };
  const upgradeRequired: Handler = (context) =>
    context.body(null, 426, { Upgrade: 'websocket', Connection: 'Upgrade' });

  const get = (handler: Handler): { GET: Handler } => ({ GET: handler });
  return {
    '/': get((context) => context.json({ ...service, docs: '/docs' })),
    '/health': get((context) => context.json({ status: 'healthy', ...service, revision, environment })),
    '/metrics': get(metrics),
    '/docs': get(page),
    '/redoc': get(page),
    '/openapi.json': get((context) => context.json(openApi)),
    '/ws/config': get((context) =>
      context.json({
        paths: socketPaths,
        subprotocols: ['jwt-auth'],
        heartbeat_interval_ms: timers.heartbeatMs,
        max_frame_bytes: 64 * 1024,
      }),
    ),
    '/ws/health': get((context) => context.json({ status: 'healthy' })),
    '/ws/stats': get((context) => context.json({ open_sockets: hub.size() })),
    '/api/auth/login': { POST: login },
    ...Object.fromEntries(socketPaths.map((path) => [path, get(upgradeRequired)])),
  };
}

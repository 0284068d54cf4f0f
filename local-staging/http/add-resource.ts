import type { Context, Handler, Hono } from 'hono';

type Method = 'GET' | 'POST' | 'DELETE';

/** Answers a known path that was asked with another method; `allow` is the value of the `Allow` header. */
export type MethodNotAllowed = (context: Context, allow: string) => Response;

/** One path and what it answers, by method. HEAD is answered like GET. */
export function addResource(
  app: Hono,
  path: string,
  handlers: Partial<Record<Method, Handler>>,
  methodNotAllowed: MethodNotAllowed,
): void {
  for (const [method, handler] of Object.entries(handlers)) app.on(method, path, handler);
  const allow = Object.keys(handlers)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');
  app.all(path, (context) => methodNotAllowed(context, allow));
}

import { createAdaptorServer } from '@hono/node-server';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Hono } from 'hono';
import type { Answer, Around } from './around.ts';
import { bindPort } from './bind-port.ts';
import { logged, type Log } from './request-log.ts';
import type { WireHook } from './wire-hook.ts';

/** A service on its port. */
export interface Listener {
  /** Base URL without a trailing slash, e.g. `http://127.0.0.1:40123`. */
  url: string;
  server: Server;
  /** Stops accepting, lets running requests finish for `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

export interface ListenOptions {
  /** As its log lines name it. */
  service: string;
  /** 0 takes a free one. */
  port: number;
  /** Called for each request and each handshake, with its headers. */
  onArrival: (headers: IncomingHttpHeaders) => void;
  log: Log;
  /** A later one lies around the earlier ones. */
  around: readonly Around[];
  /** In the order in which they see a request. */
  hooks: readonly WireHook[];
}

/**
 * Serves an app on loopback.
 * @throws Error with a sentence for the person at the terminal when the port cannot be had
 */
export async function listen(app: Hono, options: ListenOptions): Promise<Listener> {
  const { service, port, onArrival, log, around, hooks } = options;
  const server = createAdaptorServer({
    fetch: (request, bindings) =>
      logged(
        log,
        {
          service,
          call: `${request.method} ${new URL(request.url).pathname}`,
          requestId: request.headers.get('X-Request-ID') ?? undefined,
        },
        () =>
          around.reduce<Answer>(
            (answer, wrap) => (asked) => wrap(asked, answer),
            async (asked) => app.fetch(asked, bindings),
          )(request),
        ({ status }) => status,
      ),
  }) as Server;
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const hook of hooks) hook(request, response);
  });
  const arrived = ({ headers }: IncomingMessage): void => {
    onArrival(headers);
  };
  server.on('request', arrived).on('upgrade', arrived);
  const url = await bindPort(server, port);
  return {
    url,
    server,
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => {
          server.closeAllConnections();
        }, graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

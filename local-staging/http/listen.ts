import { createAdaptorServer } from '@hono/node-server';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import { logged, type Log } from './request-log.ts';

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
}

/**
 * Serves an app on loopback.
 * @throws Error with a sentence for the person at the terminal when the port cannot be had
 */
export async function listen(app: Hono, { service, port, onArrival, log }: ListenOptions): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: (request, bindings) =>
      logged(
        log,
        {
          service,
          call: `${request.method} ${new URL(request.url).pathname}`,
          requestId: request.headers.get('X-Request-ID') ?? undefined,
        },
        async () => app.fetch(request, bindings),
        ({ status }) => status,
      ),
  }) as Server;
  const arrived = ({ headers }: IncomingMessage): void => {
    onArrival(headers);
  };
  server.on('request', arrived).on('upgrade', arrived);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Error(
          `[PORT_UNAVAILABLE] Cannot listen on 127.0.0.1:${String(port)} (${error.code ?? error.message}). ` +
            'Choose another port, or 0 for a free one.',
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
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

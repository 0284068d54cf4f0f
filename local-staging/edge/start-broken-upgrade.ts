import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { bindPort } from '../http/bind-port.ts';

/** Of RFC 6455 §1.3. */
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/**
 * Starts a socket whose handshakes get an answer that is written by hand, and stays open behind it.
 * @param answer - for the value of Sec-WebSocket-Accept that is right
 */
export async function startBrokenUpgrade(
  answer: (accept: string) => string,
): Promise<{ url: string; close(): Promise<void> }> {
  const open = new Set<Duplex>();
  const server = createServer();
  server.on('upgrade', (request, socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write(answer(acceptOf(request.headers['sec-websocket-key'] ?? '')));
  });
  const url = await bindPort(server, 0);
  return {
    url: url.replace('http', 'ws'),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** A handshake that is not answered yet. */
export interface Handshake {
  socket: Duplex;
  /** Upgrades it; does nothing where the handshake breaks the protocol. */
  upgrade: (use: (upgraded: WebSocket) => void) => void;
}

const reasons: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Ends a handshake before the upgrade, with a status and an empty body (contract W4, C2). */
export function refuseHandshake(
  { socket }: Handshake,
  status: number,
  headers: Record<string, string> = {},
): void {
  const lines = Object.entries({ Connection: 'close', 'Content-Length': '0', ...headers });
  socket.on('error', () => socket.destroy());
  const answer =
    `HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}\r\n` +
    lines.map(([name, value]) => `${name}: ${value}\r\n`).join('') +
    '\r\n';
  // The client may keep its side open for ever: once the answer is out, the connection is over.
  socket.end(answer, () => socket.destroy());
}

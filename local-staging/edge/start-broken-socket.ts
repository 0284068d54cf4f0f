import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { bindPort } from '../http/bind-port.ts';

const json = (frame: Record<string, unknown>): string => JSON.stringify(frame);
const welcome = json({
  type: 'connection_established',
  data: { connection_id: 'c1', user_id: 'u1' },
  timestamp: new Date(0).toISOString(),
});
const heartbeat = json({ type: 'heartbeat', timestamp: new Date(0).toISOString() });

/** Bytes past ws, which sends no frame that is wrong: an unmasked frame with a given first byte. */
const sendRaw = (socket: WebSocket, firstByte: number, payload: Buffer): void => {
  const { _socket: raw } = socket as unknown as { _socket: NodeJS.WritableStream };
  raw.write(Buffer.concat([Buffer.from([firstByte, payload.length]), payload]));
};

/** Sends frames as fast as they are taken. */
async function flood(socket: WebSocket, frames: Iterable<string>): Promise<void> {
  for (const frame of frames) {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount < 1024 * 1024) socket.send(frame);
    else
      await new Promise((resolve) => {
        socket.send(frame, resolve);
      });
  }
}

function* repeat(frame: string, times: number, ...then: string[]): Generator<string> {
  for (let n = 0; n < times; n += 1) yield frame;
  yield* then;
}

const completed = json({
  ...{ type: 'agent_completed', thread_id: 't1', timestamp: new Date(0).toISOString() },
  payload: { final_response: 'Done.' },
});

/** What a socket may do once it is open that is no conversation. */
export const brokenSockets = {
  'a frame that is no UTF-8': (socket) => {
    socket.send(welcome);
    sendRaw(socket, 0x81, Buffer.from([0xc3, 0x28]));
  },
  'a frame with reserved bits': (socket) => {
    socket.send(welcome);
    sendRaw(socket, 0xf1, Buffer.from('{}'));
  },
  'a frame of 150 MiB': (socket) => {
    socket.send(welcome);
    socket.send(Buffer.alloc(150 * 1024 * 1024, 'x'), { binary: false });
  },
  'a binary welcome': (socket) => {
    socket.send(Buffer.from(welcome));
  },
  '90,000 frames before the end of a run': (socket) =>
    flood(socket, [welcome, ...repeat(heartbeat, 90_000, completed)]).then(() => {
      // The harness asks whether more follows.
      socket.once('message', () => {
        socket.send('{"type":"pong"}');
      });
    }),
  'frames without end': (socket) => flood(socket, repeat(heartbeat, Infinity)),
  'large frames without end': (socket) =>
    flood(socket, repeat(json({ type: 'heartbeat', data: 'x'.repeat(1024 * 1024) }), Infinity)),
} satisfies Record<string, (socket: WebSocket) => unknown>;

export type BrokenSocketName = keyof typeof brokenSockets;

/** Starts a socket that every handshake opens, and that then does one of these things. */
export async function startBrokenSocket(
  name: BrokenSocketName,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', () => {
      socket.terminate();
    });
    const act: (socket: WebSocket) => unknown = brokenSockets[name];
    act(socket);
  });
  const url = await bindPort(server, 0);
  return {
    url: url.replace('http', 'ws'),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

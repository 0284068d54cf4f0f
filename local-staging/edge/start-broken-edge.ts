import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A port where something else answers than the services. */
export interface BrokenEdge {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

/** Bytes to answer with before it hangs up; what writes them and ends the connection itself; null never answers. */
export type BrokenAnswer = string | null | ((socket: Socket) => void);

/**
 * Answers whatever is sent with given bytes and hangs up: a redirect, a page, another protocol.
 * @param answers - one per connection, the last one for all that follow
 */
export async function startBrokenEdge(...answers: BrokenAnswer[]): Promise<BrokenEdge> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const answer = answers[Math.min(connections, answers.length - 1)] ?? null;
    connections += 1;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.once('data', () => {
      if (typeof answer === 'string') socket.end(answer, () => socket.destroy());
      else answer?.(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

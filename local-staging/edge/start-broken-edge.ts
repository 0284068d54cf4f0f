import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A port where something else answers than the services. */
export interface BrokenEdge {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

/**
 * Answers whatever is sent with given bytes and hangs up: a redirect, a page, another protocol.
 * @param answers - one per connection, the last one for all that follow; null never answers
 */
export async function startBrokenEdge(...answers: (string | null)[]): Promise<BrokenEdge> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const answer = answers[Math.min(connections, answers.length - 1)] ?? null;
    connections += 1;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    if (answer !== null) socket.once('data', () => socket.end(answer, () => socket.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

import { createServer, type AddressInfo } from 'node:net';

/** A port where something else answers than the services. */
export interface BrokenEdge {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

/**
 * Answers whatever is sent with given bytes and hangs up: a redirect, a page, another protocol.
 * @param answers - one per connection; the last one for all that follow
 */
export async function startBrokenEdge(...answers: string[]): Promise<BrokenEdge> {
  let connections = 0;
  const server = createServer((socket) => {
    const answer = answers[Math.min(connections, answers.length - 1)] ?? '';
    connections += 1;
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(answer, () => socket.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

import { createServer, type AddressInfo } from 'node:net';

/** A port where something else answers than the services. */
export interface BrokenEdge {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

/** Answers whatever is sent with the same bytes and hangs up: a redirect, a page, another protocol. */
export async function startBrokenEdge(answer: string): Promise<BrokenEdge> {
  const server = createServer((socket) => {
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

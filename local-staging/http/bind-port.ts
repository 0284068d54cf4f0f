import type { AddressInfo, Server } from 'node:net';
import { StagingError } from '../staging-error.ts';

/**
 * Lets a server listen on loopback.
 * @param port - 0 takes a free one
 * @returns its URL without a trailing slash, e.g. `http://127.0.0.1:40123`
 * @throws Error with a sentence for the person at the terminal when the port cannot be had
 */
export async function bindPort(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new StagingError(
          'PORT_UNAVAILABLE',
          `Cannot listen on 127.0.0.1:${port} (${error.code ?? error.message}). ` +
            'Choose another port, or 0 for a free one.',
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

import { createServer, type Socket } from 'node:net';
import { bindPort } from '../http/bind-port.ts';
import type { DeadEnd } from './dead-ends.ts';
import { edgePage } from './edge-page.ts';
import { startEdge, type Edge } from './start-edge.ts';

/** Starts what is at an address in place of a service. */
export async function startDeadEnd(deadEnd: DeadEnd, port: number): Promise<Edge> {
  if (deadEnd === 'website')
    return startEdge({
      upstreams: [],
      rules: [({ path }) => edgePage(path === '/' ? 200 : 404, 'nginx')],
      port,
    });

  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    if (deadEnd === 'hang-up') socket.destroy();
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of open) socket.destroy();
    });
  const url = await bindPort(server, port);
  if (deadEnd === 'refused') await close();
  return { url, close };
}

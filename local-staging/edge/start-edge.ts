import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { bindPort } from '../http/bind-port.ts';
import { answerOn } from './answer-on.ts';
import type { EdgeCall, EdgePage, EdgeRule } from './edge-rule.ts';
import { headerPairs } from './header-pairs.ts';
import { passRequest } from './pass-request.ts';
import { sendPage } from './send-page.ts';
import { tunnelHandshake } from './tunnel-handshake.ts';

/** A reverse proxy on its port. */
export interface Edge {
  url: string;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

export interface EdgeOptions {
  /** URLs of the services behind it. */
  upstreams: readonly string[];
  /** What goes to the next of them: each call, unless told that all of a connection stay together. */
  turns?: 'call' | 'connection';
  /** In the order in which they look at a call; the first that answers ends it. */
  rules: readonly EdgeRule[];
  /** 0 takes a free one. */
  port: number;
}

/** Starts a reverse proxy, which passes on requests and upgrades as they are where no rule says otherwise. */
export async function startEdge({ upstreams, turns = 'call', rules, port }: EdgeOptions): Promise<Edge> {
  const open = new Set<Socket>();
  const turnOf = new WeakMap<Socket, number>();
  let count = 0;
  const upstreamFor = ({ socket }: IncomingMessage): URL => {
    const known = turns === 'connection' ? turnOf.get(socket) : undefined;
    const turn = known ?? count++;
    turnOf.set(socket, turn);
    return new URL(upstreams[turn % upstreams.length] ?? 'http://127.0.0.1:0');
  };
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  };
  const decide = (kind: EdgeCall['kind'], request: IncomingMessage): EdgeCall | EdgePage => {
    const { method = 'GET', url: path = '/', rawHeaders } = request;
    const headers = headerPairs(rawHeaders);
    const arrived: EdgeCall = { kind, method, path, headers, onItsWayMs: 0, answerWithinMs: undefined };
    return rules.reduce<EdgeCall | EdgePage>((call, rule) => ('status' in call ? call : rule(call)), arrived);
  };

  const server = createServer((request, response) => {
    const decided = decide('request', request);
    if ('status' in decided) sendPage(response, decided);
    else passRequest(decided, upstreamFor(request), request, response);
  });
  server.on('upgrade', (request, _socket, head) => {
    keep(request.socket);
    const decided = decide('upgrade', request);
    if ('status' in decided) sendPage(answerOn(request), decided);
    else if (decided.kind === 'upgrade') keep(tunnelHandshake(decided, upstreamFor(request), request, head));
    else passRequest(decided, upstreamFor(request), request, answerOn(request));
  });
  const url = await bindPort(server, port);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        for (const socket of open) socket.destroy();
      }),
  };
}

import { createServer, request as ask, ServerResponse, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { bindPort } from '../http/bind-port.ts';
import { edgePage } from './edge-page.ts';
import type { EdgeCall, EdgePage, EdgeRule } from './edge-rule.ts';

/** A reverse proxy on its port. */
export interface Edge {
  url: string;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

export interface EdgeOptions {
  /** URLs of the services behind it; each call goes to the next one. */
  upstreams: readonly string[];
  /** In the order in which they look at a call; the first that answers ends it. */
  rules: readonly EdgeRule[];
  /** 0 takes a free one. */
  port: number;
}

/** A connection's own affair: it is not passed on (RFC 9110, 7.6.1). */
const ownHeaders = ['connection', 'keep-alive'];

const pairsOf = (raw: readonly string[]): [string, string][] =>
  raw.flatMap((name, index): [string, string][] => (index % 2 ? [] : [[name, raw[index + 1] ?? '']]));

const passedOn = (headers: EdgeCall['headers']): string[] =>
  headers.filter(([name]) => !ownHeaders.includes(name.toLowerCase())).flat();

/** At once where there is nothing to wait for. */
function after(ms: number, act: () => void): NodeJS.Timeout | undefined {
  if (ms > 0) return setTimeout(act, ms);
  act();
  return undefined;
}

/** Starts a reverse proxy, which passes on requests and upgrades as they are where no rule says otherwise. */
export async function startEdge({ upstreams, rules, port }: EdgeOptions): Promise<Edge> {
  const open = new Set<Socket>();
  let calls = 0;
  const nextUpstream = (): URL => {
    calls += 1;
    return new URL(upstreams[(calls - 1) % upstreams.length] ?? 'http://127.0.0.1:0');
  };
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  };

  const decide = (kind: EdgeCall['kind'], request: IncomingMessage): EdgeCall | EdgePage => {
    const { method = 'GET', url: path = '/', rawHeaders } = request;
    const headers = pairsOf(rawHeaders);
    const arrived: EdgeCall = { kind, method, path, headers, onItsWayMs: 0, answerWithinMs: undefined };
    return rules.reduce<EdgeCall | EdgePage>((call, rule) => ('status' in call ? call : rule(call)), arrived);
  };
  const send = (response: ServerResponse, { status, headers, body }: EdgePage): void => {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
  };
  /** An answer to a handshake that is no upgrade; the connection ends with it. */
  const answerOn = (request: IncomingMessage): ServerResponse => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    return response.on('finish', () => {
      request.socket.destroySoon();
    });
  };

  const pass = (call: EdgeCall, request: IncomingMessage, response: ServerResponse): void => {
    const { hostname, port: upstreamPort } = nextUpstream();
    const { method, path, headers } = call;
    const deliver = (): void => {
      const asked = ask({
        ...{ hostname, port: upstreamPort, method, path, agent: false, setHost: false },
        headers: passedOn(headers),
      });
      asked.on('response', (answer) => {
        response.writeHead(
          answer.statusCode ?? 502,
          answer.statusMessage,
          passedOn(pairsOf(answer.rawHeaders)),
        );
        answer.pipe(response).on('error', () => answer.destroy());
        answer.on('error', () => response.destroy());
      });
      asked.on('error', () => {
        if (response.headersSent) response.destroy();
        else send(response, edgePage(502, 'nginx'));
      });
      response.on('close', () => asked.destroy());
      request.pipe(asked);
    };
    const delivery = after(call.onItsWayMs, deliver);
    response.on('close', () => {
      clearTimeout(delivery);
    });
  };

  const tunnel = (call: EdgeCall, request: IncomingMessage, head: Buffer): void => {
    const client = request.socket;
    const { hostname, port: upstreamPort } = nextUpstream();
    const upstream = connect(Number(upstreamPort), hostname);
    keep(upstream);
    let isGivenUp = false;
    const giveUp = (status: number): void => {
      if (isGivenUp || client.destroyed) return;
      isGivenUp = true;
      upstream.unpipe(client).destroy();
      send(answerOn(request), edgePage(status, 'nginx'));
    };
    const limit =
      call.answerWithinMs === undefined ? undefined : setTimeout(giveUp, call.answerWithinMs, 504);
    upstream.once('error', () => {
      if (upstream.bytesRead === 0) giveUp(502);
    });
    upstream.once('data', () => {
      clearTimeout(limit);
    });
    upstream.once('close', () => {
      if (!isGivenUp) client.destroySoon();
    });
    client.once('close', () => {
      clearTimeout(limit);
      upstream.destroy();
    });
    const deliver = (): void => {
      const lines = call.headers.map(([name, value]) => `${name}: ${value}\r\n`);
      upstream.write(`${call.method} ${call.path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    };
    const delivery = after(call.onItsWayMs, deliver);
    upstream.once('close', () => {
      clearTimeout(delivery);
    });
  };

  const server = createServer((request, response) => {
    const decided = decide('request', request);
    if ('status' in decided) send(response, decided);
    else pass(decided, request, response);
  });
  server.on('upgrade', (request, _socket, head) => {
    keep(request.socket);
    const decided = decide('upgrade', request);
    if ('status' in decided) send(answerOn(request), decided);
    else if (decided.kind === 'upgrade') tunnel(decided, request, head);
    else pass(decided, request, answerOn(request));
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

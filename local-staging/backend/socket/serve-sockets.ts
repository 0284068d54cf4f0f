import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { logged, type Log } from '../../http/request-log.ts';
import type { BackendPolicies } from '../backend-policies.ts';
import type { Authenticate, Identity } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { ConnectionParts } from './open-connection.ts';
import type { Handshake } from './refuse-handshake.ts';
import type { SocketHub } from './socket-hub.ts';
import { socketPaths } from './socket-paths.ts';

/** Sockets of a server, from the handshake on. */
export interface SocketServer {
  /** Closes every socket with the shutdown code; cuts those that do not answer within `graceMs`. */
  close(graceMs: number): Promise<void>;
}

export interface SocketServerParts extends ConnectionParts {
  policies: BackendPolicies;
  authenticate: Authenticate;
  hub: SocketHub;
  log: Log;
}

/** On the socket N1 to N3 have one status in every profile (contract §0, §1). */
const handshakeStatusOf = ({ code }: Refusal, policies: BackendPolicies): number =>
  ['AUTH_REQUIRED', 'AUTH_FAILED', 'USER_REFUSED'].includes(code) ? 403 : policies.refusals[code].status;

/** Ends a socket with the shutdown code; cuts it when it does not answer within `graceMs`. */
function shutDown(socket: WebSocket, code: number, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      socket.terminate();
    }, graceMs);
    socket.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    socket.close(code, 'shutdown');
  });
}

interface Admitted {
  identity: Identity;
  token: string;
}

/** Who may open a socket with a handshake; undefined where that cannot be known. Throws the {@link Refusal} of who may not. */
async function admit(
  request: IncomingMessage,
  { policies, authenticate }: SocketServerParts,
): Promise<Admitted | undefined> {
  const [path = '', query = ''] = (request.url ?? '/').split('?');
  const isSocketPath = socketPaths.includes(path);
  if (!isSocketPath && !policies.isProtected(path)) throw new Refusal('NOT_FOUND');
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const token = policies.readSocketToken(
    {
      authorization: request.headers.authorization,
      subprotocols: offered,
      query: new URLSearchParams(query),
    },
    policies.readBearer,
  );
  const header = (name: string): string | undefined => [request.headers[name.toLowerCase()]].flat()[0];
  const call = { protocol: 'socket', method: 'GET', path, header, token } as const;
  const identity = await policies.identify(call, authenticate);
  if (!isSocketPath) throw new Refusal('NOT_FOUND');
  return token === undefined ? undefined : { identity, token };
}

/** Checks every handshake before the upgrade (contract W4) and opens the connections. */
export function serveSockets(server: Server, parts: SocketServerParts): SocketServer {
  const { policies, hub, log } = parts;
  let closing = false;
  const undecided = new Set<Duplex>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: policies.maximumPayloadBytes,
    handleProtocols: (offered) => policies.selectSubprotocol([...offered]) ?? false,
  });

  // A handshake that breaks the protocol, e.g. without a key: ws would answer with a page.
  sockets.on('wsClientError', (_error, socket) => {
    policies.refuseHandshake({ socket, upgrade: () => undefined }, 400);
  });

  sockets.on('headers', (lines) => void lines.push(...policies.upgradeHeaders()));

  const connect = (upgraded: WebSocket, { token, identity }: Admitted): void => {
    upgraded.on('error', () => {
      // A frame that breaks the protocol (over 1 MiB, bad UTF-8): ws closes the socket with its code by itself.
    });
    const connection = policies.openConnection(upgraded, token, identity, parts);
    hub.add(connection);
    upgraded.on('close', () => {
      hub.remove(connection);
    });
  };

  /** @returns the status of the answer */
  const answer = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<number> => {
    const upgrade: Handshake['upgrade'] = (use) => {
      sockets.handleUpgrade(request, socket, head, use);
    };
    try {
      const admitted = await admit(request, parts);
      if (closing) throw new Refusal('AUTH_UNAVAILABLE', { 'Retry-After': '1' });
      if (admitted && !socket.destroyed)
        upgrade((upgraded) => {
          connect(upgraded, admitted);
        });
      return 101;
    } catch (error) {
      const isRefusal = error instanceof Refusal;
      if (!isRefusal) process.stderr.write(`backend: handshake: ${String(error)}\n`);
      const status = isRefusal ? handshakeStatusOf(error, policies) : 500;
      policies.refuseHandshake({ socket, upgrade }, status, isRefusal ? error.headers : {});
      return status;
    }
  };

  server.on('upgrade', (request, socket, head) => {
    const cut = (): void => void socket.destroy();
    socket.on('error', cut);
    undecided.add(socket);
    const [path = ''] = (request.url ?? '/').split('?');
    const requestId = [request.headers['x-request-id']].flat()[0];
    void logged(
      log,
      { service: 'chat backend', call: `handshake ${path}`, requestId },
      () => answer(request, socket, head),
      (status) => status,
    ).finally(() => {
      undecided.delete(socket);
      socket.off('error', cut);
    });
  });

  return {
    close: async (graceMs) => {
      closing = true;
      await Promise.all(
        [...sockets.clients].map((socket) => shutDown(socket, policies.shutdownCloseCode, graceMs)),
      );
      for (const socket of undecided) socket.destroy();
      sockets.close();
    },
  };
}

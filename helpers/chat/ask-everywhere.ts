import { callOf, noSuchId, protectedRoutes } from '../../config/contract/routes.ts';
import type { Secret } from '../../config/secret.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { WireResponse } from '../http/wire-response.ts';
import type { HandshakeOutcome } from '../socket/shake-hands.ts';
import { socketPaths } from '../socket/socket-paths.ts';
import type { SocketCredentials } from '../socket/socket-credentials.ts';

/** How a caller presents itself over REST and on the socket. */
export interface Presentation {
  headers?: Record<string, string | Secret>;
  /** Each is tried at every path of the socket. */
  sockets: readonly SocketCredentials[];
}

/** A token in every way in which it may be handed over: REST, the socket's header, its subprotocol. */
function presentationOf(token: Secret): Presentation {
  return {
    sockets: [
      { via: 'header', token },
      { via: 'subprotocol', token },
    ],
  };
}

/**
 * Asks every protected route, and every way into the socket, at once. Refused calls change nothing; the objects that the
 * paths name do not exist.
 */
export async function askEverywhere(
  backend: HttpClient,
  attempt: (credentials: SocketCredentials, path: string) => Promise<HandshakeOutcome>,
  how: { token: Secret } | Presentation,
): Promise<(WireResponse | HandshakeOutcome)[]> {
  const { sockets, headers = {} } = 'token' in how ? presentationOf(how.token) : how;
  const token = 'token' in how ? how.token : undefined;
  const calls = protectedRoutes.map((route) => backend.send({ ...callOf(route, noSuchId), token, headers }));
  const handshakes = sockets.flatMap((credentials) => socketPaths.map((path) => attempt(credentials, path)));
  return Promise.all([...calls, ...handshakes]);
}

import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { offeredCodings } from './read-body.ts';

/** One request on its way, and its deadline, which covers the answer to its last byte. */
export interface Call {
  /** The answer's head. Its body is to be read, or the call to be ended. */
  response: Promise<IncomingMessage>;
  /** Whether the deadline has ended it. */
  isLate: () => boolean;
  /** Takes the deadline away. */
  end: () => void;
}

export interface CallOptions {
  method: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** Null for none. */
  body: string | null;
  timeoutMs: number;
}

/** An idle connection is closed before most servers would, so that no request meets the end of one. */
const options = { keepAlive: true, timeout: 4_000 };
const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };

/**
 * Lets the ends of connections arrive that a server closed right after its last answer, without a word of it in that
 * answer. Otherwise the next request would be sent on such a connection, and fail.
 */
export async function seeClosedConnections(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await nextTurn();
}

/** Sends one request as it is. Follows no redirect, and sends nothing again. */
export function startCall(url: URL, { method, headers, body, timeoutMs }: CallOptions): Call {
  const isTls = url.protocol === 'https:';
  const request = (isTls ? requestHttps : requestHttp)(url, {
    method,
    agent: isTls ? agents.https : agents.http,
    headers: { Accept: '*/*', 'Accept-Encoding': offeredCodings, 'User-Agent': 'node' },
  });
  for (const [name, value] of headers) request.setHeader(name, value);
  if (body !== null) request.setHeader('Content-Length', Buffer.byteLength(body));
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    request.destroy();
  }, timeoutMs);
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
    // An upgrade that was not asked for: its status is the answer, and nothing follows.
    request.on('upgrade', (upgrade, socket) => {
      socket.destroy();
      resolve(upgrade);
    });
    request.end(body ?? undefined);
  });
  return {
    response,
    isLate: () => isLate,
    end: () => {
      clearTimeout(deadline);
    },
  };
}

/** The headers of an answer, with those that came more than once. */
export function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}

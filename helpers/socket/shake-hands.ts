import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { ContractError } from '../errors/contract-error.ts';
import { TargetError } from '../errors/target-error.ts';
import { knowAnswer } from '../evidence/know-answer.ts';
import { recordSocket } from '../evidence/record-socket.ts';
import { subjectOf } from '../evidence/subject-in.ts';
import type { ExchangeEntry } from '../evidence/wire-entry.ts';
import type { Recorder } from '../evidence/wire-log.ts';
import { type RequestBudget, sendWithinBudget } from '../http/request-budget.ts';
import { ChatSocket } from './chat-socket.ts';
import type { Frame } from './frame.ts';
import type { Handshake } from './handshake.ts';
import { offerOf } from './offer-of.ts';
import type { SocketCredentials } from './socket-credentials.ts';

export interface HandshakeOptions {
  /** With the path. */
  url: string;
  credentials: SocketCredentials;
  timeoutMs: number;
  /** What the run may send. */
  budget: RequestBudget;
  recorder: Recorder;
}

/** What came of an attempt: a socket, or a refusal before the upgrade. */
export type HandshakeOutcome =
  | { accepted: true; handshake: Handshake; socket: ChatSocket }
  | { accepted: false; handshake: Handshake; socket?: undefined };

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
  return body;
}

function shakeOnce({ url, credentials, timeoutMs, recorder }: HandshakeOptions): Promise<HandshakeOutcome> {
  const id = recorder.nextId();
  const user = subjectOf('token' in credentials ? credentials.token : undefined);
  const [at, startedAt] = [new Date().toISOString(), performance.now()];
  const sinceStart = (): number => performance.now() - startedAt;
  const { headers, subprotocols, query } = offerOf(credentials);
  const socket = new WebSocket(`${url}${query}`, subprotocols, {
    headers: { 'X-Request-ID': id, ...headers },
    handshakeTimeout: timeoutMs,
    perMessageDeflate: false,
  });

  let isRecorded = false;
  const record = (outcome: Pick<ExchangeEntry, 'response' | 'error'>): void => {
    if (isRecorded) return;
    isRecorded = true;
    const offered = subprotocols.length > 0 ? [['Sec-WebSocket-Protocol', subprotocols.join(', ')]] : [];
    recorder.add({
      kind: 'handshake',
      id,
      at,
      service: 'chat backend',
      user,
      durationMs: sinceStart(),
      request: {
        method: 'GET',
        url: `${url}${query}`,
        headers: [['X-Request-ID', id], ...Object.entries(headers), ...offered] as [string, string][],
        body: '',
      },
      ...outcome,
    });
  };
  const onWire = recordSocket(recorder, id, user);

  const frames: Frame[] = [];
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    knowAnswer(text);
    onWire.frame('received', text);
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // Not JSON: the frame's text tells, `json` stays undefined.
    }
    frames.push({ receivedAtMs: sinceStart(), text, json });
  });

  return new Promise((resolve, reject) => {
    const handshakeOf = (response: IncomingMessage, body: string): Handshake => {
      const headers = headersOf(response);
      knowAnswer(body, headers);
      return {
        id,
        url,
        status: response.statusCode ?? 0,
        headers,
        subprotocol: socket.protocol,
        body,
        durationMs: sinceStart(),
      };
    };
    let upgrade: IncomingMessage | undefined;
    socket.once('upgrade', (response) => {
      upgrade = response;
    });
    socket.once('open', () => {
      if (!upgrade) return;
      const handshake = handshakeOf(upgrade, '');
      record({ response: { status: 101, headers: [...handshake.headers], body: '' } });
      resolve({ accepted: true, handshake, socket: new ChatSocket({ socket, handshake, frames, onWire }) });
    });
    socket.once('unexpected-response', (_request, response) => {
      bodyOf(response)
        .then((body) => {
          const handshake = handshakeOf(response, body);
          const { status } = handshake;
          record({ response: { status, headers: [...handshake.headers], body } });
          resolve({ accepted: false, handshake });
        })
        .catch(reject)
        .finally(() => {
          socket.terminate();
        });
    });
    // Stays for the socket's life: after the handshake an error is always followed by the close that tests look at.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const answer = upgrade && { status: 101, headers: [...headersOf(upgrade)], body: '' };
      record({ response: answer ?? null, error: error.code ?? error.message });
      if (upgrade)
        reject(
          new ContractError(
            'SUBPROTOCOL_NOT_SELECTED',
            `${url} upgraded the connection, but the handshake is not valid: ${error.message}.`,
          ),
        );
      else if (error.message.includes('timed out'))
        reject(
          new TargetError(
            'TARGET_TIMEOUT',
            `The handshake with ${url} took longer than ${String(timeoutMs)} ms. Look at the load and the logs of the chat backend.`,
            { reason: 'no answer in time' },
          ),
        );
      else
        reject(
          new TargetError(
            'TARGET_UNREACHABLE',
            `${url} cannot be reached (${error.code ?? error.message}). Is the chat backend up, and is its URL in the configuration right?`,
            { reason: error.code ?? error.message },
          ),
        );
    });
  });
}

/**
 * One handshake. A refusal is an outcome, not an error.
 * @throws TargetError when nothing answers in time, ContractError when the answer breaks the protocol
 */
export function shakeHands(options: HandshakeOptions): Promise<HandshakeOutcome> {
  return sendWithinBudget(
    options.budget,
    () => shakeOnce(options),
    ({ handshake }) => handshake,
  );
}

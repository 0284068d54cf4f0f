import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { limits } from '../../config/limits.ts';
import { knowAnswer } from '../evidence/know-answer.ts';
import { recordSocket } from '../evidence/record-socket.ts';
import { subjectOf } from '../evidence/subject-in.ts';
import type { ExchangeEntry } from '../evidence/wire-entry.ts';
import type { Recorder } from '../evidence/wire-log.ts';
import { headersOf } from '../http/call.ts';
import { noAnswer } from '../http/no-answer.ts';
import { readBody } from '../http/read-body.ts';
import { admit } from '../guard/target-guard.ts';
import { type RequestBudget, sendWithinBudget } from '../http/request-budget.ts';
import { ChatSocket } from './chat-socket.ts';
import type { Handshake } from './handshake.ts';
import { offerOf } from './offer-of.ts';
import { readFrames } from './read-frames.ts';
import type { SocketCredentials } from './socket-credentials.ts';
import { upgradeError } from './upgrade-error.ts';

export interface HandshakeOptions {
  /** With the path. */
  url: string;
  credentials: SocketCredentials;
  timeoutMs: number;
  /** What the run may send. */
  budget: RequestBudget;
  recorder: Recorder;
}

/** The result of an attempt: a socket, or a refusal before the upgrade. */
export type HandshakeOutcome =
  | { accepted: true; handshake: Handshake; socket: ChatSocket }
  | { accepted: false; handshake: Handshake; socket?: undefined };

function shakeOnce({ url, credentials, timeoutMs, recorder }: HandshakeOptions): Promise<HandshakeOutcome> {
  const id = recorder.nextId();
  const user = subjectOf('token' in credentials ? credentials.token : undefined);
  const [at, startedAt] = [new Date().toISOString(), performance.now()];
  const sinceStart = (): number => performance.now() - startedAt;
  const { headers, subprotocols, query } = offerOf(credentials);
  const socket = new WebSocket(`${url}${query}`, subprotocols, {
    headers: { 'X-Request-ID': id, ...headers },
    perMessageDeflate: false,
    maxPayload: limits.answerBytes,
  });
  let isLate = false;
  // Of ws only the silence can be limited; this covers the body of a refusal to its last byte.
  const deadline = setTimeout(() => {
    isLate = true;
    socket.terminate();
  }, timeoutMs);

  let isRecorded = false;
  const record = (outcome: Pick<ExchangeEntry, 'response' | 'error' | 'fault'>): void => {
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

  const reading = readFrames(socket, { onWire, sinceStart });

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
    const fail = (error: unknown, response?: IncomingMessage): void => {
      const status = response?.statusCode ?? 0;
      const head = response && { status, headers: [...headersOf(response)] };
      const failed = { asked: 'handshake', subject: url, timeoutMs, isLate, head };
      const { error: reason, outcome } = noAnswer(error, failed);
      if (response) knowAnswer(outcome.response?.body ?? '', headersOf(response));
      record(outcome);
      reject(reason);
    };
    const breakOff = (response: IncomingMessage, reason?: string): void => {
      const headers = headersOf(response);
      knowAnswer('', headers);
      const invalid = { url, headers, offered: subprotocols.length, ...(reason !== undefined && { reason }) };
      const error = upgradeError(invalid);
      record({ response: { status: 101, headers: [...headers], body: '' }, error: error.message });
      reject(error);
    };
    let upgrade: IncomingMessage | undefined;
    let isRefused = false;
    socket.once('upgrade', (response) => {
      upgrade = response;
    });
    socket.once('open', () => {
      clearTimeout(deadline);
      if (!upgrade) return;
      const handshake = handshakeOf(upgrade, '');
      record({ response: { status: 101, headers: [...handshake.headers], body: '' } });
      resolve({ accepted: true, handshake, socket: new ChatSocket({ socket, handshake, reading, onWire }) });
    });
    socket.once('unexpected-response', (_request, response) => {
      isRefused = true;
      // Node takes it for no upgrade, and for no end of an answer.
      if (response.statusCode === 101) {
        clearTimeout(deadline);
        breakOff(response);
        socket.terminate();
        return;
      }
      readBody(response)
        .then((body) => {
          const handshake = handshakeOf(response, body);
          const { status } = handshake;
          record({ response: { status, headers: [...handshake.headers], body } });
          resolve({ accepted: false, handshake });
        })
        .catch((error: unknown) => {
          fail(error, response);
        })
        .finally(() => {
          clearTimeout(deadline);
          socket.terminate();
        });
    });
    // Stays for the socket's life: after the handshake an error is always followed by the close that tests look at.
    socket.on('error', (error) => {
      // The reader of the refusal reports that.
      if (isRefused) return;
      clearTimeout(deadline);
      if (upgrade) breakOff(upgrade, error.message);
      else fail(error);
    });
  });
}

/**
 * One handshake. A refusal is an outcome, not an error.
 * @throws TargetError when nothing answers in time, ContractError when the answer breaks the protocol, GuardError when the
 * target is not shown to be a staging
 */
export function shakeHands(options: HandshakeOptions): Promise<HandshakeOutcome> {
  return sendWithinBudget(
    options.budget,
    async () => {
      await admit('GET', options.url);
      return shakeOnce(options);
    },
    ({ handshake }) => handshake,
  );
}

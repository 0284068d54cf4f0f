import { setTimeout as sleep } from 'node:timers/promises';
import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../errors/contract-error.ts';
import { TargetError } from '../errors/target-error.ts';
import type { Recorder } from '../evidence/wire-log.ts';
import { createHttpClient, type WireRequest } from '../http/http-client.ts';
import type { RequestBudget } from '../http/request-budget.ts';
import type { WireResponse } from '../http/wire-response.ts';
import { frameType } from '../socket/frame-type.ts';
import { shakeHands } from '../socket/shake-hands.ts';
import type { SocketCredentials } from '../socket/socket-credentials.ts';
import { welcome } from '../wire/welcome.ts';
import { answerOf } from './answer-of.ts';
import type { Answer, SocketAnswer } from './answer.ts';
import { DeadlineOver } from './deadline-over.ts';
import type { Subject } from './subject.ts';

type Service = 'auth' | 'backend';

/** What probes ask with. Each call counts, has a deadline, and yields an answer also where none came. */
export interface ProbeClient {
  ask(service: Service, request: WireRequest, as?: string): Promise<Answer>;
  /** As {@link ProbeClient.ask}, with the response for who needs its body. */
  read(
    service: Service,
    request: WireRequest,
    as?: string,
  ): Promise<{ answer: Answer; response?: WireResponse }>;
  /** One handshake; an accepted socket is closed once its first frame is there, unless `use` goes on with it. */
  shake(offer: string, credentials: SocketCredentials, options?: ShakeOptions): Promise<SocketAnswer>;
  pause(ms: number): Promise<void>;
  now(): number;
  /** Requests and handshakes so far. */
  sent(): number;
  /** How often the target put a request off (429), and what it was. */
  putOff(): readonly string[];
  /** Until when, by `performance.now()`, something may be asked. */
  endsAt: number;
}

export interface ShakeOptions {
  /** With the path; the target's unless given. */
  url?: string;
  /** Goes on with an accepted socket that was welcomed. */
  use?: (
    socket: Extract<Awaited<ReturnType<typeof shakeHands>>, { accepted: true }>['socket'],
  ) => Promise<void>;
}

/** No request of a diagnosis may take longer: what is so slow is an observation. */
const longestMs = 6_000;
/** A target that puts off is asked again after at most this time. */
const longestRestMs = 3_000;
/** Where it does not say when. */
const restMs = 1_000;
const mostRests = 4;

/**
 * @param prefix - of the ids of requests, e.g. `diagnosis`
 */
export function createProbeClient(subject: Subject, prefix: string): ProbeClient {
  const { target, now } = subject;
  const putOff: string[] = [];
  let [count, restUntil] = [0, 0];

  const leftMs = (): number => client.endsAt - performance.now();
  const pause = async (ms: number): Promise<void> => {
    if (leftMs() <= ms) throw new DeadlineOver();
    await sleep(Math.max(0, ms));
  };
  const rest = (asked: string, ms: number): void => {
    putOff.push(asked);
    restUntil = Math.max(restUntil, performance.now() + Math.min(ms, longestRestMs));
  };
  const budgetFor = (asked: string): RequestBudget => ({
    take: async () => {
      for (let ms = restUntil - performance.now(); ms > 0; ms = restUntil - performance.now())
        await pause(ms);
      await subject.budget.take();
      if (leftMs() <= 0) throw new DeadlineOver();
      count += 1;
    },
    rest: (ms) => {
      rest(asked, ms);
      subject.budget.rest(ms);
    },
  });
  const recorder: Recorder = {
    nextId: () => `${prefix}-${String(count)}`,
    add: () => {
      // The answers are the record.
    },
  };
  const timeoutMs = (): number =>
    Math.max(1, Math.floor(Math.min(target.requestTimeoutMs, longestMs, leftMs())));

  const once = async <T extends Answer>(
    asked: string,
    act: () => Promise<Omit<T, 'asked' | 'atMs' | 'durationMs'> & { durationMs?: number }>,
  ): Promise<T> => {
    if (leftMs() <= 0) throw new DeadlineOver();
    const [atMs, startedAt] = [now(), performance.now()];
    const durationMs = (): number => performance.now() - startedAt;
    try {
      const outcome = await act();
      return { asked, atMs, durationMs: durationMs(), ...outcome } as T;
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      return { asked, atMs, durationMs: durationMs(), status: 0, form: 'empty', failure: error.reason } as T;
    }
  };
  /** Asks again what was put off without a word of when: the target has not looked at it. */
  const timed: typeof once = async (asked, act) => {
    for (let n = 0; ; n += 1) {
      const answer = await once(asked, act);
      if (answer.status !== 429 || n === mostRests || leftMs() < 2 * restMs) return answer;
      rest(asked, restMs);
    }
  };

  const read: ProbeClient['read'] = async (service, request, as = '') => {
    const asked = `${request.method} ${request.path}${as && ` ${as}`}`;
    let response: WireResponse | undefined;
    const answer = await timed<Answer>(asked, async () => {
      const client = createHttpClient({
        service: service === 'auth' ? 'auth service' : 'chat backend',
        baseUrl: service === 'auth' ? target.authUrl : target.backendUrl,
        timeoutMs: timeoutMs(),
        budget: budgetFor(asked),
        recorder,
      });
      const watched = service === 'auth' ? subject.ledger.watch(client) : client;
      response = await watched.send(request);
      return answerOf(response);
    });
    return { answer, ...(response && { response }) };
  };

  const shake: ProbeClient['shake'] = async (offer, credentials, { url = target.websocketUrl, use } = {}) => {
    const asked = `handshake ${new URL(url).pathname} by ${offer}`;
    return timed<SocketAnswer>(asked, async () => {
      try {
        const { handshake, socket } = await shakeHands({
          url,
          credentials,
          timeoutMs: timeoutMs(),
          budget: budgetFor(asked),
          recorder,
        });
        const { status, headers, body, subprotocol, durationMs } = handshake;
        const text = (): string => body;
        const refusal = answerOf({ status, headers, text, json: () => undefined });
        if (!socket) return { ...refusal, offer, durationMs };
        try {
          const first = await socket.waitFor(
            'a first frame',
            (frames) => frames[0],
            Math.min(timeouts.frameMs, leftMs()),
          );
          const told = welcome.safeParse(first.json).data;
          if (told) await use?.(socket);
          const userId = told && { userId: told.userId };
          return { ...refusal, offer, subprotocol, firstFrame: frameType(first), durationMs, ...userId };
        } catch (error) {
          if (!(error instanceof ContractError)) throw error;
          const end = error.code === 'SOCKET_CLOSED' && {
            close: await socket.waitForClose(timeouts.frameMs),
          };
          return { ...refusal, offer, subprotocol, durationMs, ...end };
        } finally {
          await socket.close(timeouts.frameMs);
        }
      } catch (error) {
        if (!(error instanceof ContractError) || error.code !== 'SUBPROTOCOL_NOT_SELECTED') throw error;
        return { status: 101, form: 'empty', offer, subprotocol: '' };
      }
    });
  };

  const client: ProbeClient = {
    ask: async (service, request, as) => (await read(service, request, as)).answer,
    read,
    shake,
    pause,
    now,
    sent: () => count,
    putOff: () => putOff,
    endsAt: Infinity,
  };
  return client;
}

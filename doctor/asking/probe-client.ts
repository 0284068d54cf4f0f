import { setTimeout as sleep } from 'node:timers/promises';
import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../../helpers/errors/contract-error.ts';
import { TargetError } from '../../helpers/errors/target-error.ts';
import type { Recorder } from '../../helpers/evidence/wire-log.ts';
import { guardTarget } from '../../helpers/http/guard-target.ts';
import { createHttpClient, type WireRequest } from '../../helpers/http/http-client.ts';
import type { RequestBudget } from '../../helpers/http/request-budget.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { frameType } from '../../helpers/socket/frame.ts';
import { shakeHands } from '../../helpers/socket/shake-hands.ts';
import type { SocketCredentials } from '../../helpers/socket/socket-credentials.ts';
import { userCall } from '../../helpers/users/ledger/user-call.ts';
import { welcome } from '../../helpers/wire/welcome.ts';
import { type Answer, answerOf, type SocketAnswer, told } from '../observation/answer.ts';
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
  /** Why nothing but the health of the services may be asked; undefined once both have said that they are a staging. */
  held(): Promise<string | undefined>;
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
  /** How the token goes along, in words; the name of the offer unless given. */
  as?: string;
  /** Goes on with an accepted socket that was welcomed. */
  use?: (
    socket: Extract<Awaited<ReturnType<typeof shakeHands>>, { accepted: true }>['socket'],
  ) => Promise<void>;
}

/** A time-out that is so near to the deadline is the deadline's. */
const cutMs = 50;
/** No request of a diagnosis may take longer: what is so slow is an observation. */
const longestMs = 6_000;
/** Nor one that makes a user: it comes to its end, and so is not begun later than this before the deadline. */
const longestMakingMs = 3_000;
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
  /** What is under way when the time is over goes on by itself: nobody waits for it. */
  const inTime = async <T>(task: Promise<T>): Promise<T> => {
    let cut: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => {
      cut = setTimeout(
        () => {
          reject(new DeadlineOver());
        },
        Math.min(Math.max(1, leftMs()), 2_147_483_647),
      );
    });
    try {
      return await Promise.race([task, over]);
    } finally {
      clearTimeout(cut);
    }
  };

  const guard = guardTarget(target, {
    budget: {
      take: async () => {
        await subject.budget.take();
        count += 1;
      },
      rest: (ms) => {
        subject.budget.rest(ms);
      },
    },
  });
  const held = async (): Promise<string | undefined> => {
    try {
      await inTime(guard.look());
      return undefined;
    } catch (error) {
      if (error instanceof TargetError || error instanceof ContractError) return error.message;
      throw error;
    }
  };

  const rest = (asked: string, ms: number): void => {
    putOff.push(asked);
    restUntil = Math.max(restUntil, performance.now() + Math.min(ms, longestRestMs));
  };
  const budgetFor = (asked: string, sent: () => void, leastMs = 0): RequestBudget => ({
    take: async () => {
      for (let ms = restUntil - performance.now(); ms > 0; ms = restUntil - performance.now())
        await pause(ms);
      await inTime(subject.budget.take());
      if (leftMs() <= leastMs) throw new DeadlineOver();
      count += 1;
      sent();
    },
    rest: (ms) => {
      rest(asked, ms);
      subject.budget.rest(ms);
    },
  });
  const recorder: Recorder = {
    nextId: () => `${prefix}-${count}`,
    add: () => {
      // The answers are the record.
    },
    isTestFull: () => false,
  };
  const timeoutMs = (): number =>
    Math.max(1, Math.floor(Math.min(target.requestTimeoutMs, longestMs, leftMs())));

  const once = async <T extends Answer>(
    asked: string,
    waits: 'to its end' | 'to the deadline',
    act: (sent: () => void) => Promise<Omit<T, 'asked' | 'atMs' | 'durationMs'> & { durationMs?: number }>,
  ): Promise<T> => {
    if (leftMs() <= 0) throw new DeadlineOver();
    let [atMs, startedAt] = [now(), performance.now()];
    // Not when it was wanted: what waits for its turn has not been slow.
    const sent = (): void => {
      [atMs, startedAt] = [now(), performance.now()];
    };
    const durationMs = (): number => performance.now() - startedAt;
    try {
      const outcome = await (waits === 'to its end' ? act(sent) : inTime(act(sent)));
      return { asked, atMs, durationMs: durationMs(), ...outcome } as T;
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      // Who did not let it answer cannot say that it does not.
      if (waits === 'to the deadline' && leftMs() < cutMs) throw new DeadlineOver();
      return {
        asked,
        atMs,
        durationMs: durationMs(),
        status: 0,
        form: 'empty',
        failure: told(error.reason),
      } as T;
    }
  };
  /** Asks again what was put off without a word of when: the target has not looked at it. */
  const timed: typeof once = async (asked, waits, act) => {
    for (let n = 0; ; n += 1) {
      const answer = await once(asked, waits, act);
      if (answer.status !== 429 || n === mostRests || leftMs() < 2 * restMs) return answer;
      rest(asked, restMs);
    }
  };

  const read: ProbeClient['read'] = async (service, request, as = '') => {
    const asked = `${request.method} ${request.path}${as && ` ${as}`}`;
    let response: WireResponse | undefined;
    // Whom it makes is to be known, and removed.
    const makes = service === 'auth' && userCall.of(request).kind === 'make';
    const answer = await timed<Answer>(asked, makes ? 'to its end' : 'to the deadline', async (sent) => {
      const client = createHttpClient({
        service: service === 'auth' ? 'auth service' : 'chat backend',
        baseUrl: service === 'auth' ? target.authUrl : target.backendUrl,
        timeoutMs: makes ? Math.min(target.requestTimeoutMs, longestMakingMs) : timeoutMs(),
        budget: budgetFor(asked, sent, makes ? longestMakingMs : 0),
        recorder,
      });
      const watched = service === 'auth' ? subject.ledger.watch(client) : client;
      response = await watched.send(request);
      return answerOf(response);
    });
    return { answer, ...(response && { response }) };
  };

  const shake: ProbeClient['shake'] = async (
    offer,
    credentials,
    { url = target.websocketUrl, as = `with ${offer}`, use } = {},
  ) => {
    const asked = `handshake ${new URL(url).pathname} ${as}`;
    const answer = await timed<SocketAnswer>(asked, 'to the deadline', async (sent) => {
      try {
        const { handshake, socket } = await shakeHands({
          url,
          credentials,
          timeoutMs: timeoutMs(),
          budget: budgetFor(asked, sent),
          recorder,
        });
        const { status, headers, body, subprotocol, durationMs } = handshake;
        const refusal = answerOf(new WireResponse({ request: asked, status, headers, body }));
        if (!socket) return { ...refusal, offer, durationMs };
        try {
          const first = await socket.waitFor(
            'a first frame',
            (frame) => frame,
            Math.min(timeouts.frameMs, leftMs()),
          );
          const welcomed = welcome.safeParse(first.json).data;
          if (welcomed) await use?.(socket);
          const userId = welcomed && { userId: welcomed.userId };
          const firstFrame = told(frameType(first));
          return { ...refusal, offer, subprotocol: told(subprotocol), firstFrame, durationMs, ...userId };
        } catch (error) {
          if (!(error instanceof ContractError)) throw error;
          if (error.code !== 'SOCKET_CLOSED')
            return { ...refusal, offer, subprotocol: told(subprotocol), durationMs };
          const { code, reason } = await socket.waitForClose(timeouts.frameMs);
          const close = { code, reason: told(reason) };
          return { ...refusal, offer, subprotocol: told(subprotocol), durationMs, close };
        } finally {
          await socket.close(timeouts.frameMs);
        }
      } catch (error) {
        if (!(error instanceof ContractError) || error.code !== 'SUBPROTOCOL_NOT_SELECTED') throw error;
        return { status: 101, form: 'empty', offer, subprotocol: '' };
      }
    });
    // Also where none came.
    return { ...answer, offer };
  };

  const client: ProbeClient = {
    ask: async (service, request, as) => (await read(service, request, as)).answer,
    read,
    shake,
    held,
    pause,
    now,
    sent: () => count,
    putOff: () => putOff,
    endsAt: Infinity,
  };
  return client;
}

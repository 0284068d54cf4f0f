import { timeouts } from '../../config/timeouts.ts';
import { ContractError } from '../../helpers/errors/contract-error.ts';
import { TargetError } from '../../helpers/errors/target-error.ts';
import { guardTarget } from '../../helpers/http/guard-target.ts';
import { createHttpClient, type WireRequest } from '../../helpers/http/http-client.ts';
import { WireResponse } from '../../helpers/http/wire-response.ts';
import { frameType } from '../../helpers/socket/frame.ts';
import { shakeHands } from '../../helpers/socket/shake-hands.ts';
import type { SocketCredentials } from '../../helpers/socket/socket-credentials.ts';
import { userCall } from '../../helpers/users/ledger/user-call.ts';
import { welcome } from '../../helpers/wire/welcome.ts';
import { type Answer, answerOf, type SocketAnswer, told } from '../observation/answer.ts';
import type { Deadline } from './deadline.ts';
import { type Call, ProbeCalls } from './probe-calls.ts';
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
  deadline: Deadline;
}

export interface ShakeOptions {
  /** With the path; the target's unless given. */
  url?: string;
  /** How the token goes along, in words; the name of the offer unless given. */
  as?: string;
  /** Goes on with an accepted socket that was welcomed. */
  use?: (socket: AcceptedSocket) => Promise<void>;
}

/** A request that makes a user comes to its end, and so is not begun later than this before the deadline. */
const longestMakingMs = 3_000;

type AcceptedSocket = Extract<Awaited<ReturnType<typeof shakeHands>>, { accepted: true }>['socket'];
type AfterHandshake = Pick<SocketAnswer, 'subprotocol' | 'firstFrame' | 'userId' | 'close'>;

/** What comes on an accepted socket: its first frame, or how it was closed instead. It is closed afterwards. */
async function firstOf(
  socket: AcceptedSocket,
  leftMs: number,
  use: ShakeOptions['use'],
): Promise<Omit<AfterHandshake, 'subprotocol'>> {
  try {
    const first = await socket.waitFor('a first frame', (frame) => frame, Math.min(timeouts.frameMs, leftMs));
    const welcomed = welcome.safeParse(first.json).data;
    if (welcomed) await use?.(socket);
    return { firstFrame: told(frameType(first)), ...(welcomed && { userId: welcomed.userId }) };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.code !== 'SOCKET_CLOSED') return {};
    const { code, reason } = await socket.waitForClose(timeouts.frameMs);
    return { close: { code, reason: told(reason) } };
  } finally {
    await socket.close(timeouts.frameMs);
  }
}

/** @param prefix - of the ids of requests, e.g. `diagnosis` */
export function createProbeClient(subject: Subject, prefix: string): ProbeClient {
  const { target, now } = subject;
  const calls = new ProbeCalls(subject, prefix);
  const { deadline, recorder } = calls;

  const guard = guardTarget(target, {
    budget: {
      take: async () => {
        await subject.budget.take();
        calls.count += 1;
      },
      rest: (ms) => {
        subject.budget.rest(ms);
      },
    },
  });
  const held = async (): Promise<string | undefined> => {
    try {
      await deadline.cut(guard.look());
      return undefined;
    } catch (error) {
      if (error instanceof TargetError || error instanceof ContractError) return error.message;
      throw error;
    }
  };

  const read: ProbeClient['read'] = async (service, request, as = '') => {
    const asked = `${request.method} ${request.path}${as && ` ${as}`}`;
    let response: WireResponse | undefined;
    // A user that it makes must be known, and removed.
    const isFinished = service === 'auth' && userCall.of(request).kind === 'make';
    const act = async (sent: () => void): Promise<ReturnType<typeof answerOf>> => {
      const client = createHttpClient({
        service: service === 'auth' ? 'auth service' : 'chat backend',
        baseUrl: service === 'auth' ? target.authUrl : target.backendUrl,
        timeoutMs: isFinished ? Math.min(target.requestTimeoutMs, longestMakingMs) : calls.timeoutMs(),
        budget: calls.budgetFor(asked, sent, isFinished ? longestMakingMs : 0),
        recorder,
      });
      const watched = service === 'auth' ? subject.ledger.watch(client) : client;
      response = await watched.send(request);
      return answerOf(response);
    };
    const answer = await calls.answer<Answer>({ asked, isFinished, act });
    return { answer, ...(response && { response }) };
  };

  const shake: ProbeClient['shake'] = async (
    offer,
    credentials,
    { url = target.websocketUrl, as = `with ${offer}`, use } = {},
  ) => {
    const asked = `handshake ${new URL(url).pathname} ${as}`;
    const act: Call<SocketAnswer>['act'] = async (sent) => {
      try {
        const { handshake, socket } = await shakeHands({
          url,
          credentials,
          timeoutMs: calls.timeoutMs(),
          budget: calls.budgetFor(asked, sent),
          recorder,
        });
        const { status, headers, body, subprotocol, durationMs } = handshake;
        const refusal = answerOf(new WireResponse({ request: asked, status, headers, body }));
        if (!socket) return { ...refusal, offer, durationMs };
        const after = await firstOf(socket, deadline.leftMs(), use);
        return { ...refusal, offer, subprotocol: told(subprotocol), durationMs, ...after };
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        const upgraded = { status: 101, form: 'empty', offer, subprotocol: '' } as const;
        if (error.code === 'SUBPROTOCOL_NOT_SELECTED') return upgraded;
        // It came to no socket.
        if (error.code === 'UPGRADE_INVALID')
          return { ...upgraded, close: { code: 1006, reason: told(error.message) } };
        throw error;
      }
    };
    // Also where none came.
    return { ...(await calls.answer<SocketAnswer>({ asked, act })), offer };
  };

  return {
    ask: async (service, request, as) => (await read(service, request, as)).answer,
    read,
    shake,
    held,
    now,
    pause: (ms) => deadline.pause(ms),
    sent: () => calls.count,
    putOff: () => calls.putOff,
    deadline,
  };
}

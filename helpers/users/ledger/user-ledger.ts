import type { HttpClient, WireRequest } from '../../http/http-client.ts';
import type { WireResponse } from '../../http/wire-response.ts';
import type { LedgerFile } from './ledger-file.ts';
import {
  keyOfUser,
  lease,
  type LedgerLine,
  type LedgerUser,
  noteLine,
  type UserLine,
} from './ledger-line.ts';
import { userCall } from './user-call.ts';

/** The users of this process, written ahead. */
export interface UserLedger {
  /** The same client of the auth service: who is made or removed by it, whoever asks, is in the ledger. */
  watch(client: HttpClient): HttpClient;
  /** Resolves when no watched call is under way that makes or removes users. */
  idle(): Promise<void>;
  /** Those who are, or may be, at the target. */
  open(): LedgerUser[];
  /**
   * It was shown that a user is not there. While a request that makes it has no answer it may be there later: then the user
   * stays open, and a sweep looks again.
   */
  absent(user: Pick<LedgerUser, 'way' | 'email'>): void;
  /** Renews the lease no more. */
  close(): void;
}

const now = (): string => new Date().toISOString();
const leaseLine = (): LedgerLine => ({
  kind: 'lease',
  at: now(),
  until: new Date(Date.now() + lease.lastsMs).toISOString(),
});

/** Nobody has looked at the request to its end, or the user is there. */
const provesNothing = new Set([408, 409, 499]);
/** The target has looked at the request, and made nobody. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && !provesNothing.has(status);

/** A ledger in memory that is in a file first; a process without users has no file. */
export function createUserLedger(file: LedgerFile): UserLedger {
  const users = new Map<string, LedgerUser>();
  const underWay = new Set<Promise<unknown>>();
  /** By user: requests that wait for an answer, and whether one of them may have made the user. */
  const asked = new Map<string, { waiting: number; isUnsure: boolean }>();
  let renewal: NodeJS.Timeout | undefined;
  const failures: unknown[] = [];

  const write = (line: UserLine): void => {
    const isFirst = renewal === undefined;
    file.append(isFirst ? [leaseLine(), line] : [line], line.kind === 'planned' ? 'on disk' : 'written');
    noteLine(users, line);
    renewal ??= setInterval(() => {
      try {
        file.append([leaseLine()], 'written');
      } catch (error) {
        failures.push(error);
      }
    }, lease.renewedEveryMs).unref();
  };
  const absent = ({ way, email }: Pick<LedgerUser, 'way' | 'email'>): void => {
    const known = users.get(keyOfUser({ way, email }));
    if (known && known.fate !== 'absent' && known.unanswered === 0)
      write({ kind: 'absent', at: now(), way, email });
  };

  /** An answer names nobody whom it made. */
  const answeredWithNobody = (user: Pick<UserLine, 'way' | 'email'>): void => {
    const key = keyOfUser(user);
    const known = users.get(key);
    if (known) users.set(key, { ...known, unanswered: known.unanswered - 1 });
  };

  /** Writes the plan; what it returns hears of the answer, or that there was none. */
  const plan = (user: Pick<UserLine, 'way' | 'email'>) => {
    const key = keyOfUser(user);
    const before = users.get(key)?.fate ?? 'absent';
    write({ kind: 'planned', at: now(), way: user.way, email: user.email });
    const state = asked.get(key) ?? { waiting: 0, isUnsure: before !== 'absent' };
    asked.set(key, state);
    state.waiting += 1;
    return (response: WireResponse | undefined): void => {
      state.waiting -= 1;
      state.isUnsure ||= !response || !isRefusal(response.status);
      if (state.waiting > 0) return;
      asked.delete(key);
      if (!state.isUnsure) absent(user);
    };
  };

  const send = async (client: HttpClient, request: WireRequest): Promise<WireResponse> => {
    const call = userCall.of(request);
    const answered =
      call.kind === 'make' && call.email !== undefined
        ? plan({ way: call.way, email: call.email })
        : undefined;
    let response: WireResponse | undefined;
    try {
      response = await client.send(request);
      const made = call.kind === 'make' ? userCall.madeBy(response) : undefined;
      if (call.kind === 'make' && made)
        write({ kind: 'made', at: now(), way: call.way, email: call.email ?? made.email, id: made.id });
      else if (call.kind === 'make' && call.email !== undefined)
        answeredWithNobody({ way: call.way, email: call.email });
      if (call.kind === 'remove') {
        const user = [...users.values()].find(
          ({ id = '', fate }) => fate !== 'absent' && encodeURIComponent(id) === call.encodedId,
        );
        if (user && response.status === 204)
          write({ kind: 'removed', at: now(), way: user.way, email: user.email });
      }
      return response;
    } finally {
      answered?.(response);
    }
  };

  return {
    watch: (client) => ({
      send: (request) => {
        if (userCall.of(request).kind === 'other') return client.send(request);
        const call = send(client, request);
        underWay.add(call);
        const done = (): void => void underWay.delete(call);
        call.then(done, done);
        return call;
      },
    }),
    idle: async () => {
      await Promise.allSettled(underWay);
    },
    open: () => [...users.values()].filter(({ fate }) => fate !== 'absent'),
    absent,
    close: () => {
      clearInterval(renewal);
      file.close();
      if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join(' | '));
    },
  };
}

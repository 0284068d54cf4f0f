import { thisProcess } from '../../../config/process-owner.ts';
import { runId } from '../../../config/run-id.ts';
import type { Secret } from '../../../config/secret.ts';
import type { Target } from '../../../config/target.ts';
import type { HttpClient, WireRequest } from '../../http/http-client.ts';
import type { WireResponse } from '../../http/wire-response.ts';
import { createLedgerFile, type LedgerFile } from './ledger-file.ts';
import {
  keyOfUser,
  lease,
  type LedgerLine,
  type LedgerUser,
  ledgerVersion,
  noteLine,
  type UserLine,
} from './ledger-line.ts';
import { readTargetClock, type TargetClock } from './target-clock.ts';
import { userKeyCheck } from './test-identity.ts';
import { type UserCall, userCall } from './user-call.ts';

type Named = Pick<LedgerUser, 'way' | 'email'>;

/** The users of this process, written ahead. */
export interface UserLedger {
  /** The same client of the auth service: each user that it makes or removes is in the ledger, whatever asks for it. */
  watch(client: HttpClient): HttpClient;
  /** Resolves when no watched call is under way that makes or removes users. */
  idle(): Promise<void>;
  /** Those that are, or may be, at the target. */
  open(): LedgerUser[];
  /** The last access token that the target gave when it made the user. It is not in the file. */
  tokenOf(user: Named): Secret | undefined;
  /**
   * Notes that a user was shown to be gone. While a request that makes it has no answer it may be there later: then the user
   * stays open, and a sweep looks again.
   */
  absent(user: Named): void;
  /** Notes that a user was shown to be there after its deletion: no later 404 to a deletion shows that it is gone. */
  there(user: Named): void;
  /**
   * Renews the lease no more.
   * @throws AggregateError of what could not be written, or of what something else did to the file
   */
  close(): void;
}

const now = (): string => new Date().toISOString();

/** A ledger in memory that is in a file first; a process without users has no file. */
export function createUserLedger(file: LedgerFile): UserLedger {
  const users = new Map<string, LedgerUser>();
  const tokens = new Map<string, Secret>();
  const underWay = new Set<Promise<unknown>>();
  /** By user: requests that wait for an answer, and whether one of them may have made the user. */
  const asked = new Map<string, { waiting: number; isUnsure: boolean }>();
  const failures: unknown[] = [];
  let renewal: NodeJS.Timeout | undefined;
  let clock: TargetClock | undefined;

  const leaseLine = (): LedgerLine => ({
    kind: 'lease',
    at: now(),
    until: new Date((clock?.nowMs() ?? Date.now()) + lease.lastsMs).toISOString(),
    ...(clock && { clock: 'target' as const }),
  });
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      failures.push(error);
    }
  };
  const renewLease = (): void => {
    attempt(() => {
      file.append([leaseLine()], 'written');
    });
  };
  const write = (line: UserLine, until: 'written' | 'on disk'): void => {
    file.append(renewal === undefined ? [leaseLine(), line] : [line], until);
    renewal ??= setInterval(renewLease, lease.renewedEveryMs).unref();
  };
  /** Notes what has happened. Where it cannot be written any more, users are still removed, and the end reports it. */
  const note = (line: UserLine): void => {
    attempt(() => {
      write(line, 'written');
    });
    noteLine(users, line);
  };
  const learnClock = (response: WireResponse): void => {
    const isFirst = clock === undefined;
    clock = readTargetClock(response) ?? clock;
    if (isFirst && clock && renewal !== undefined) renewLease();
  };

  const absent = ({ way, email }: Named): void => {
    const known = users.get(keyOfUser({ way, email }));
    if (known && known.fate !== 'absent' && known.unanswered === 0)
      note({ kind: 'absent', at: now(), way, email });
  };

  /** Writes the plan; what it returns notes the answer, or that there was none. */
  const plan = (user: Named): ((response: WireResponse | undefined) => void) => {
    const key = keyOfUser(user);
    const before = users.get(key)?.fate ?? 'absent';
    const line = { kind: 'planned', at: now(), way: user.way, email: user.email } as const;
    write(line, 'on disk');
    noteLine(users, line);
    const state = asked.get(key) ?? { waiting: 0, isUnsure: before !== 'absent' };
    asked.set(key, state);
    state.waiting += 1;
    return (response) => {
      state.waiting -= 1;
      state.isUnsure ||= !response || !userCall.isRefused(user.way, response);
      if (state.waiting > 0) return;
      asked.delete(key);
      if (!state.isUnsure) absent(user);
    };
  };

  const make = async (
    client: HttpClient,
    request: WireRequest,
    { way, email }: Extract<UserCall, { kind: 'make' }>,
  ): Promise<WireResponse> => {
    const answered = email === undefined ? undefined : plan({ way, email });
    let response: WireResponse | undefined;
    try {
      response = await client.send(request);
      learnClock(response);
      const made = userCall.madeBy(response);
      const user = { way, email: email ?? made?.email ?? '' };
      const known = users.get(keyOfUser(user));
      if (made) {
        note({ kind: 'made', at: now(), ...user, id: made.id });
        if (made.token) tokens.set(keyOfUser(user), made.token);
        // An answer that made no user: this request will not make it later.
      } else if (known) users.set(keyOfUser(user), { ...known, unanswered: known.unanswered - 1 });
      return response;
    } finally {
      answered?.(response);
    }
  };

  const remove = async (
    client: HttpClient,
    request: WireRequest,
    encodedId: string,
  ): Promise<WireResponse> => {
    const user = [...users.values()].find(
      ({ id = '', fate }) => fate !== 'absent' && encodeURIComponent(id) === encodedId,
    );
    if (!user) return client.send(request);
    const { way, email } = user;
    note({ kind: 'deleting', at: now(), way, email });
    const response = await client.send(request);
    learnClock(response);
    // Any other answer may be about who asks.
    note({ kind: response.status === 204 ? 'removed' : 'kept', at: now(), way, email });
    return response;
  };

  return {
    watch: (client) => ({
      send: (request) => {
        const called = userCall.of(request);
        if (called.kind === 'other') return client.send(request);
        const call =
          called.kind === 'make' ? make(client, request, called) : remove(client, request, called.encodedId);
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
    tokenOf: (user) => tokens.get(keyOfUser(user)),
    absent,
    there: ({ way, email }) => {
      note({ kind: 'there', at: now(), way, email });
    },
    close: () => {
      clearInterval(renewal);
      try {
        file.close();
      } catch (error) {
        failures.push(error);
      }
      const texts = new Set(failures.map(String));
      if (texts.size > 0) throw new AggregateError(failures, [...texts].join(' | '));
    },
  };
}

/** The ledger of the users that this process makes at a target. */
export function openUserLedger(
  { ledgerDirectory, authUrl }: Pick<Target, 'ledgerDirectory' | 'authUrl'>,
  userKey: Secret,
): UserLedger {
  return createUserLedger(
    createLedgerFile(ledgerDirectory, runId(), () => ({
      kind: 'owner',
      version: ledgerVersion,
      at: now(),
      run: runId(),
      target: authUrl,
      userKeyCheck: userKeyCheck(userKey),
      owner: thisProcess(),
    })),
  );
}

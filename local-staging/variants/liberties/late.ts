import type { User } from '../../database/user-store.ts';
import { keepAnswers } from '../keep-answers.ts';
import { type Change, liberty } from '../liberty.ts';
import { replaceIn } from '../replace-in.ts';
import { closeLater, replacing, sockets } from './in-frames.ts';

interface Late {
  byMs: number;
}

const parameters = { byMs: { default: 800, meaning: 'how late it is' } };
/** What is left of a deadline for the way of an answer. */
const wayMs = 200;
/** Until when a socket must close as usual (contract §0). */
const socketsUsuallyMs = 500;

/** Allows what is late: its deadlines become later by as much. Those of several liberties add up. */
const allowed =
  (change: Change<Late>, what: 'revocation' | 'sockets' | 'both'): Change<Late> =>
  ({ parts, wiring }, taken, values) => {
    const { revocationVisibleMs = wayMs, socketRecheckMs = socketsUsuallyMs } = wiring.deadlines;
    const deadlines = {
      ...wiring.deadlines,
      ...(what !== 'sockets' && { revocationVisibleMs: revocationVisibleMs + values.byMs }),
      ...(what !== 'revocation' && { socketRecheckMs: socketRecheckMs + values.byMs }),
    };
    return change({ parts, wiring: { ...wiring, deadlines } }, taken, values);
  };

/** What a store did a while ago, for who must not see it yet. */
const lately = <Value>({ byMs }: Late) => {
  const kept = new Map<string, { value: Value; untilMs: number }>();
  return {
    keep: (id: string, value: Value) => void kept.set(id, { value, untilMs: performance.now() + byMs }),
    find: (id: string): Value | undefined => {
      const found = kept.get(id);
      return found && performance.now() < found.untilMs ? found.value : undefined;
    },
  };
};

/** Users who were removed or switched off, as they were before. */
const usersOfBefore = (what: 'removed' | 'deactivated'): Change<Late> =>
  replacing((taken, values) =>
    replaceIn('users', ({ byId, registered, remove, deactivate }) => {
      const before = lately<User>(values);
      const asBefore = (user: User | undefined): User | undefined => {
        if (user) taken();
        return user;
      };
      const keep = (id: string): void => {
        const user = byId(id);
        if (user) before.keep(id, user);
      };
      if (what === 'removed')
        return {
          byId: (id) => byId(id) ?? asBefore(before.find(id)),
          remove: (id) => {
            keep(id);
            return remove(id);
          },
        };
      const active = (user: User | undefined): User | undefined =>
        user && (asBefore(before.find(user.id)) ?? user);
      return {
        byId: (id) => active(byId(id)),
        registered: (email) => active(registered(email)),
        deactivate: (id) => {
          keep(id);
          deactivate(id);
        },
      };
    }),
  );

/** Tokens that were logged out and are of one kind, as they were before. */
const tokensOfBefore = (kind: 'access' | 'refresh'): Change<Late> =>
  replacing((taken, values) =>
    replaceIn('tokens', ({ rememberPair, spend, isSpent, refreshTokenOf }) => {
      const accessTokens = new Set<string>();
      /** Of those that a logout spends next. */
      const ending = new Set<string>();
      const endsAtMs = new Map<string, number>();
      return {
        rememberPair: (access, refresh) => {
          if (kind === 'access') accessTokens.add(access);
          rememberPair(access, refresh);
        },
        refreshTokenOf: (access) => {
          const refresh = refreshTokenOf(access);
          if (refresh !== undefined && kind === 'refresh') ending.add(refresh);
          return refresh;
        },
        spend: (jti) => {
          if (!accessTokens.has(jti) && !ending.delete(jti)) return spend(jti);
          endsAtMs.set(jti, performance.now() + values.byMs);
          return true;
        },
        // Until its end it works as before: a refresh token once.
        isSpent: (jti) => {
          const endMs = endsAtMs.get(jti) ?? Infinity;
          if (endMs !== Infinity) taken();
          return performance.now() >= endMs || isSpent(jti);
        },
      };
    }),
  );

/** Closes with one code come later. */
const closes = (code: number): Change<Late> =>
  sockets<Late>((socket, send, taken, { byMs }) => {
    closeLater(socket, byMs, (asked) => {
      if (asked === code) taken();
      return asked === code;
    });
    return send;
  });

/** Whatever may be late, up to the last moment that is allowed (contract §0). */
export const late = {
  'good-answers-kept': liberty<'byMs'>(
    'The backend keeps good answers of the auth service for a moment.',
    allowed(
      ({ parts, wiring }, taken, { byMs }) => ({
        parts: keepAnswers((answer) => {
          taken();
          return answer.valid && (answer.user_status ?? 'active') === 'active'
            ? Math.min(Date.parse(answer.expires_at), Date.now() + byMs)
            : undefined;
        })(parts, {}),
        wiring,
      }),
      'both',
    ),
    { parameters },
  ),
  'logout-binds-late': liberty<'byMs'>(
    'The auth service takes an access token for a moment after its logout.',
    allowed(tokensOfBefore('access'), 'both'),
    { parameters },
  ),
  'refresh-token-ended-late': liberty<'byMs'>(
    'The auth service takes a refresh token for a moment after the logout of its pair.',
    allowed(tokensOfBefore('refresh'), 'revocation'),
    { parameters },
  ),
  'deletion-binds-late': liberty<'byMs'>(
    'The auth service knows a user for a moment after the deletion.',
    allowed(usersOfBefore('removed'), 'both'),
    { parameters },
  ),
  'deactivation-binds-late': liberty<'byMs'>(
    'The auth service takes a user as active for a moment after the deactivation.',
    allowed(usersOfBefore('deactivated'), 'both'),
    { parameters },
  ),
  'sockets-rechecked-seldom': liberty<'byMs'>(
    'The backend looks at the token of an open socket again after a longer time.',
    allowed(({ parts, wiring }, taken, { byMs }) => {
      const { timers } = wiring;
      const recheck = replaceIn('backend', ({ recheckSocket }) => ({
        recheckSocket: (...check) => {
          taken();
          return recheckSocket(...check);
        },
      }));
      return {
        parts: recheck(parts, {}),
        wiring: { ...wiring, timers: { ...timers, socketRecheckMs: Math.max(timers.socketRecheckMs, byMs) } },
      };
    }, 'sockets'),
    { parameters },
  ),
  'sockets-close-after-their-error': liberty<'byMs'>(
    'A socket closes a moment after the error that says why.',
    allowed(closes(1008), 'sockets'),
    { parameters: { byMs: { default: 300, meaning: 'how long after' } } },
  ),
  'shutdown-closes-late': liberty<'byMs'>('At shutdown sockets close after a moment.', closes(1001), {
    parameters: { byMs: { default: 40, meaning: 'how long after' } },
  }),
  'announcements-come-late': liberty<'byMs'>(
    'A message_created comes a moment after the answer over REST.',
    sockets<Late>((_socket, send, taken, { byMs }) => (text) => {
      if (!text.startsWith('{"type":"message_created"')) {
        send(text);
        return;
      }
      taken();
      setTimeout(() => {
        send(text);
      }, byMs);
    }),
    { parameters: { byMs: { default: 40, meaning: 'how long after' } } },
  ),
  'heartbeats-come-late': liberty<'byMs'>(
    'A heartbeat comes a moment after its time.',
    sockets<Late>((_socket, send, taken, { byMs }) => (text) => {
      if (!text.startsWith('{"type":"heartbeat"')) {
        send(text);
        return;
      }
      taken();
      setTimeout(() => {
        send(text);
      }, byMs);
    }),
    { parameters: { byMs: { default: 40, meaning: 'how long after' } } },
  ),
};

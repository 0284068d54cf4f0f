import type { WebSocket } from 'ws';
import { Refusal } from '../backend/refusal.ts';
import { defect } from './defect.ts';
import { replaceIn } from './replace-in.ts';

/** What shows only with a second session, socket, page, user or silence (contract A6, D2, E4, F4, L1, M1, W3, P6, N11, A15). */
export const afterthoughts = {
  'refreshed-session-outlives-its-logout': defect(
    'A6',
    'The auth service leaves the refresh token at a logout where the session was refreshed before.',
    replaceIn('tokens', (tokens) => {
      const [ofRefresh, ofLogout] = [new Set<string>(), new Set<string>()];
      // A refresh spends the old token and remembers the new pair in one go.
      let isRefreshing = false;
      return {
        rememberPair: (accessJti, refreshJti) => {
          ofRefresh.add(refreshJti);
          if (!isRefreshing) tokens.rememberPair(accessJti, refreshJti);
          isRefreshing = false;
        },
        refreshTokenOf: (accessJti) => {
          const jti = tokens.refreshTokenOf(accessJti);
          if (jti !== undefined) ofLogout.add(jti);
          return jti;
        },
        spend: (jti) => {
          const isFirst = tokens.spend(jti);
          isRefreshing = isFirst && ofRefresh.has(jti) && !ofLogout.has(jti);
          return isFirst;
        },
      };
    }),
  ),
  'bypass-overwrites-the-email': defect(
    'A15',
    'The bypass gives a user the e-mail of its last call, where an earlier one with the same local part made it.',
    replaceIn('users', ({ insert, byId, remove }) => {
      const later = new Map<string, string>();
      return {
        insert: (user) => {
          const isNew = insert(user);
          if (!isNew && user.passwordHash === null) later.set(user.id, user.email);
          return isNew;
        },
        byId: (id) => {
          const user = byId(id);
          return user && { ...user, email: later.get(id) ?? user.email };
        },
        remove: (id) => {
          later.delete(id);
          return remove(id);
        },
      };
    }),
  ),
  'failures-counted-across-successes': defect(
    'D2',
    'The breaker counts failures over all time: a success between them does not set the count back.',
    replaceIn('backend', ({ createDelegation }) => ({
      createDelegation: (options) => {
        const { validate } = createDelegation(options);
        let failures = 0;
        let openUntilMs = 0;
        return {
          validate: async (token) => {
            const leftMs = openUntilMs - Date.now();
            if (leftMs > 0)
              throw new Refusal('AUTH_UNAVAILABLE', { 'Retry-After': String(Math.ceil(leftMs / 1000)) });
            try {
              return await validate(token);
            } catch (error) {
              failures += 1;
              if (failures >= options.failuresToOpen) {
                failures = 0;
                openUntilMs = Date.now() + options.breakerOpenMs;
              }
              throw error;
            }
          },
        };
      },
    })),
  ),
  'offset-rounded-to-a-page': defect(
    'M1',
    'The backend begins a list at the start of the page that the offset lies in.',
    replaceIn('backend', ({ readSlice }) => ({
      readSlice: (context) => {
        const { limit, offset } = readSlice(context);
        return { limit, offset: offset - (offset % limit) };
      },
    })),
  ),
  'head-asks-for-write': defect(
    'P6',
    'The backend refuses HEAD to a user who may only read.',
    replaceIn('backend', ({ permissionFor }) => ({
      permissionFor: (method) => (method === 'HEAD' ? 'write' : permissionFor(method)),
    })),
  ),
  'missing-thread-told-before-a-bad-limit': defect(
    'N11',
    'The backend looks for the thread of `/api/threads/{id}/messages` before it looks at the query.',
    replaceIn('backend', ({ createThreadRoutes }) => ({
      createThreadRoutes: (parts) => {
        const routes = createThreadRoutes(parts);
        const path = '/api/threads/:id/messages';
        const list = routes[path]?.GET;
        if (!list) return routes;
        const GET: typeof list = (context, identity) => {
          const thread = parts.threads.byId(context.req.param('id') ?? '');
          if (!thread || !parts.policies.mayAccess(thread, identity)) throw new Refusal('NOT_FOUND');
          return list(context, identity);
        };
        return { ...routes, [path]: { GET } };
      },
    })),
  ),
  'any-subprotocol-selected': defect(
    'W3',
    'The backend selects the first subprotocol that carries no token, whatever its name.',
    replaceIn('backend', () => ({
      selectSubprotocol: (offered) => offered.find((name) => !name.startsWith('jwt.')),
    })),
  ),
  'events-to-longer-ids': defect(
    'E4',
    "The backend sends the events of a user also to users whose id begins with that user's, as `e2e-a-10` does with `e2e-a-1`.",
    replaceIn('backend', () => ({
      recipients: (userId, connections) =>
        [...connections].filter((connection) => connection.userId.startsWith(userId)),
    })),
  ),
  'older-socket-outlives-its-token': defect(
    'L1',
    'The backend closes only the newest of the sockets that one token opened when token or user end.',
    replaceIn('backend', ({ openConnection }) => {
      const newest = new Map<string, WebSocket>();
      return {
        openConnection: (upgraded, token, identity, parts) => {
          newest.set(token, upgraded);
          upgraded.once('close', () => {
            if (newest.get(token) === upgraded) newest.delete(token);
          });
          const recheckSocket: typeof parts.policies.recheckSocket = (...call) =>
            newest.get(token) === upgraded ? parts.policies.recheckSocket(...call) : undefined;
          return openConnection(upgraded, token, identity, {
            ...parts,
            policies: { ...parts.policies, recheckSocket },
          });
        },
      };
    }),
  ),
  'one-heartbeat-in-a-silence': defect(
    'F4',
    'The backend sends one heartbeat in a silence, however long the silence lasts.',
    replaceIn('backend', ({ openConnection }) => ({
      openConnection: (upgraded, ...rest) => {
        const send = upgraded.send.bind(upgraded);
        let hasBeaten = false;
        upgraded.send = (text: string) => {
          const isHeartbeat = text.startsWith('{"type":"heartbeat"');
          if (!isHeartbeat || !hasBeaten) send(text);
          hasBeaten = isHeartbeat;
        };
        return openConnection(upgraded, ...rest);
      },
    })),
  ),
};

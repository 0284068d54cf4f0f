import type { Wiring } from '../../composition/wiring.ts';
import { DatabaseUnavailable } from '../../database/database-unavailable.ts';
import type { Around } from '../../http/around.ts';
import { askAround } from '../ask-around.ts';
import { fault } from '../fault.ts';
import { inWiring } from '../in-wiring.ts';
import { refuseBefore } from '../refuse-before.ts';
import { replaceIn } from '../replace-in.ts';

const unavailable =
  (isNow: (path: string) => boolean, body: Record<string, unknown>): Around =>
  (request, answer) =>
    isNow(new URL(request.url).pathname)
      ? Promise.resolve(Response.json(body, { status: 503 }))
      : answer(request);

/** A store of a database that is away. */
const away = <Store extends object>(store: Store): Store =>
  Object.fromEntries(
    Object.keys(store).map((name) => [
      name,
      () => {
        throw new DatabaseUnavailable();
      },
    ]),
  ) as Store;

const reachable = {
  answer: {
    default: 'refused',
    oneOf: ['refused', 'silent', 'hang-up', 'tls'],
    meaning: 'what comes of a connection; `tls` says `https` where the service does not speak it',
  },
} as const;
const overTls = (url: string): string => url.replace('http:', 'https:');

/** Services that are not there, or not yet, or not where they are asked. */
export const lifeFaults = {
  'upgrade-handler-crashes': fault(
    'The backend fails on every handshake, whoever asks.',
    ({ parts, wiring }, { ends }) => {
      const crashing = refuseBefore('INTERNAL_ERROR', ({ protocol }) => protocol === 'socket')(parts, {});
      if (ends === 'before') return { parts: crashing, wiring };
      return {
        parts: replaceIn('backend', ({ refuseHandshake }) => ({
          refuseHandshake: (handshake, status, headers) => {
            if (status === 500)
              handshake.upgrade((upgraded) => {
                upgraded.close(1011);
              });
            else refuseHandshake(handshake, status, headers);
          },
        }))(crashing, {}),
        wiring,
      };
    },
    {
      ends: {
        default: 'before',
        oneOf: ['before', 'after'],
        meaning: 'with 500 before the upgrade, or with a close 1011 after it',
      },
    },
  ),
  'service-starting': fault(
    'A service answers 503 to everything for a while after its first request.',
    ({ parts, wiring }, { service, readyMs }) => {
      let readyAtMs: number | undefined;
      const isStarting = (): boolean => performance.now() < (readyAtMs ??= performance.now() + readyMs);
      return {
        parts:
          service === 'backend'
            ? refuseBefore('AUTH_UNAVAILABLE', ({ protocol }) => protocol === 'socket' && isStarting())(
                parts,
                {},
              )
            : parts,
        wiring: {
          ...wiring,
          ...askAround(wiring, service, unavailable(isStarting, { status: 'starting' })),
        },
      };
    },
    {
      service: { default: 'backend', oneOf: ['backend', 'auth'], meaning: 'which' },
      readyMs: { default: 4000, meaning: 'how long' },
    },
  ),
  'database-down': fault(
    'The database of users, threads and messages is away.',
    ({ parts, wiring }, { health }) => {
      const { users, tokens, threads, messages } = parts;
      const body = { status: 'unhealthy', service: 'auth-service', database: 'unavailable' };
      return {
        parts: {
          ...parts,
          users: away(users),
          tokens: away(tokens),
          threads: away(threads),
          messages: away(messages),
        },
        wiring:
          health === 'named'
            ? {
                ...wiring,
                ...askAround(
                  wiring,
                  'auth',
                  unavailable((path) => path === '/health', body),
                ),
              }
            : wiring,
      };
    },
    {
      health: {
        default: 'silent',
        oneOf: ['silent', 'named'],
        meaning: "what the auth service's health says of it",
      },
    },
  ),
  'auth-service-down': fault(
    'Nothing answers where the auth service was.',
    inWiring(({ auth, publish }, { answer }): Partial<Wiring> => {
      if (answer !== 'tls') return { auth: { ...auth, deadEnd: answer } };
      return {
        publish: (urls) => ({ ...publish(urls), authUrl: overTls(publish(urls).authUrl) }),
      };
    }),
    reachable,
  ),
  'backend-down': fault(
    'Nothing answers where the backend was.',
    inWiring(({ backend, publish }, { answer }): Partial<Wiring> => {
      if (answer !== 'tls') return { backend: { ...backend, deadEnd: answer } };
      return {
        publish: (urls) => ({ ...publish(urls), backendUrl: overTls(publish(urls).backendUrl) }),
      };
    }),
    reachable,
  ),
  'wrong-host-or-path': fault(
    "The backend's URL points at something else: somebody's site, a path that it has not, or the auth service.",
    inWiring(({ backend, publish }, { points }): Partial<Wiring> => {
      if (points === 'website') return { backend: { ...backend, deadEnd: 'website' } };
      return {
        publish: (urls) => {
          const { authUrl, backendUrl } = publish(urls);
          return { authUrl, backendUrl: points === 'path' ? `${backendUrl}/v1` : authUrl };
        },
      };
    }),
    { points: { default: 'website', oneOf: ['website', 'path', 'auth-service'], meaning: 'where' } },
  ),
};

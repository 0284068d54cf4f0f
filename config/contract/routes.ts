import type { PromiseId } from './promises.ts';

type Method = 'GET' | 'POST' | 'DELETE';

/** A route of the chat backend that needs a token. */
export interface ProtectedRoute {
  method: Method;
  /** `{thread}` and the like stand for the id of such an object. */
  path: `/api/${string}`;
  /** What promises it. */
  promise: PromiseId;
  /** The status that answers a good token of a user with the permission. */
  status: number;
  /** What the call needs to be accepted; `{thread}` as in the path. */
  body?: Readonly<Record<string, string>>;
  /** The kind of object that it makes, where others name it: the answer has `{kind: {id}}`. */
  makes?: string;
}

const message = { thread_id: '{thread}', content: 'Is this token good?' };

/** Those that remove come last: the others are asked about the same objects. */
const table = [
  { method: 'GET', path: '/api/threads', promise: 'T1', status: 200 },
  {
    method: 'POST',
    path: '/api/threads',
    promise: 'T1',
    status: 201,
    body: { title: 'A thread' },
    makes: 'thread',
  },
  { method: 'GET', path: '/api/threads/{thread}', promise: 'T2', status: 200 },
  { method: 'GET', path: '/api/threads/{thread}/messages', promise: 'T2', status: 200 },
  { method: 'GET', path: '/api/conversations', promise: 'O1', status: 200 },
  { method: 'GET', path: '/api/messages', promise: 'O1', status: 200 },
  { method: 'POST', path: '/api/messages', promise: 'O1', status: 201, body: message },
  { method: 'GET', path: '/api/chat/messages', promise: 'M1', status: 200 },
  { method: 'POST', path: '/api/chat/messages', promise: 'M2', status: 201, body: message, makes: 'message' },
  { method: 'GET', path: '/api/chat/messages/{message}', promise: 'M3', status: 200 },
  { method: 'POST', path: '/api/chat', promise: 'G1', status: 202, body: message },
  { method: 'DELETE', path: '/api/chat/messages/{message}', promise: 'M3', status: 204 },
  { method: 'DELETE', path: '/api/threads/{thread}', promise: 'T2', status: 204 },
] as const satisfies readonly ProtectedRoute[];

type FamilyOf<Path> = Path extends `/api/${infer Family}/${string}`
  ? Family
  : Path extends `/api/${infer Family}`
    ? Family
    : never;

/** The first segment below `/api`: what a deployment protects, or forgets to protect, as a whole (contract P2). */
export type RouteFamily = FamilyOf<(typeof table)[number]['path']>;

/** Every route that needs a token (contract P2). A new one is one entry. */
export const protectedRoutes: readonly ProtectedRoute[] = table;

/** The family of a route. */
export function familyOf({ path }: Pick<ProtectedRoute, 'path'>): RouteFamily {
  return path.split('/')[2] as RouteFamily;
}

/** The paths that anybody may read without a token (contract P1). */
export const publicPaths = [
  '/',
  '/health',
  '/metrics',
  '/docs',
  '/openapi.json',
  '/redoc',
  '/ws/config',
  '/ws/health',
  '/ws/stats',
] as const;

/** A call of a route about some objects. */
export interface RouteCall {
  method: Method;
  path: string;
  body?: Record<string, string>;
}

/**
 * The call of a route about objects.
 * @param idOf - gives the id of a `thread`, a `message` or whatever the route names
 */
export function callOf({ method, path, body }: ProtectedRoute, idOf: (object: string) => string): RouteCall {
  const fill = (text: string, write: (id: string) => string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, object: string) => write(idOf(object)));
  return {
    method,
    // An id is any text (C10).
    path: fill(path, encodeURIComponent),
    ...(body && {
      body: Object.fromEntries(Object.entries(body).map(([field, value]) => [field, fill(value, String)])),
    }),
  };
}

/** The id of an object that does not exist. */
export const noSuchId = (object: string): string => `no-such-${object}`;

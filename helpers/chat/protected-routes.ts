/** A route that needs a token, and what it answers to a good one. */
export interface ProtectedRoute {
  /** As the contract writes it, e.g. `/api/threads/{id}`. */
  route: string;
  method: 'GET' | 'POST';
  /** The path for a thread of the caller. */
  path: (threadId: string) => string;
  acceptedStatus: number;
  /** What the route needs to accept the call. */
  body?: (threadId: string) => Record<string, unknown>;
}

const message = (threadId: string): Record<string, unknown> => ({
  thread_id: threadId,
  content: 'Is this token good?',
});
const fixed = (route: string): Pick<ProtectedRoute, 'route' | 'path'> => ({ route, path: () => route });

/** The routes that need a token (contract P2): every family, over every method that leaves the caller's thread alone. */
export const protectedRoutes: readonly ProtectedRoute[] = [
  { ...fixed('/api/messages'), method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/messages'), method: 'POST', acceptedStatus: 201, body: message },
  { ...fixed('/api/threads'), method: 'GET', acceptedStatus: 200 },
  {
    ...fixed('/api/threads'),
    method: 'POST',
    acceptedStatus: 201,
    body: () => ({ title: 'Is this token good?' }),
  },
  { route: '/api/threads/{id}', path: (id) => `/api/threads/${id}`, method: 'GET', acceptedStatus: 200 },
  {
    route: '/api/threads/{id}/messages',
    path: (id) => `/api/threads/${id}/messages`,
    method: 'GET',
    acceptedStatus: 200,
  },
  { ...fixed('/api/conversations'), method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/chat/messages'), method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/chat/messages'), method: 'POST', acceptedStatus: 201, body: message },
  { ...fixed('/api/chat'), method: 'POST', acceptedStatus: 202, body: message },
];

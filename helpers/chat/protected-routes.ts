/** A route that needs a token, and what it answers to a good one. */
export interface ProtectedRoute {
  method: 'GET' | 'POST';
  path: string;
  acceptedStatus: number;
  /** What the route needs to accept the call, for a thread of the caller. */
  body?: (threadId: string) => Record<string, unknown>;
}

/** One route of every protected family (contract P2). */
export const protectedRoutes: readonly ProtectedRoute[] = [
  { method: 'GET', path: '/api/messages', acceptedStatus: 200 },
  { method: 'GET', path: '/api/threads', acceptedStatus: 200 },
  { method: 'GET', path: '/api/conversations', acceptedStatus: 200 },
  { method: 'GET', path: '/api/chat/messages', acceptedStatus: 200 },
  {
    method: 'POST',
    path: '/api/chat/messages',
    acceptedStatus: 201,
    body: (threadId) => ({ thread_id: threadId, content: 'Is this token good?' }),
  },
  {
    method: 'POST',
    path: '/api/chat',
    acceptedStatus: 202,
    body: (threadId) => ({ thread_id: threadId, content: 'Is this token good?' }),
  },
];

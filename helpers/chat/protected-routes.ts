/** A route that needs a token, and what it answers to a good one. */
export interface ProtectedRoute {
  /** As the contract writes it, e.g. `/api/threads/{id}`. */
  route: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** The path for a thread and a message of the caller. */
  path: (ids: ObjectIds) => string;
  acceptedStatus: number;
  /** What the route needs to accept the call. */
  body?: (ids: ObjectIds) => Record<string, unknown>;
}

/** A thread and a message in it. */
export interface ObjectIds {
  threadId: string;
  messageId: string;
}

const message = ({ threadId }: ObjectIds): Record<string, unknown> => ({
  thread_id: threadId,
  content: 'Is this token good?',
});
const fixed = (route: string): Pick<ProtectedRoute, 'route' | 'path'> => ({ route, path: () => route });
const ofThread = (suffix = ''): Pick<ProtectedRoute, 'route' | 'path'> => ({
  route: `/api/threads/{id}${suffix}`,
  path: ({ threadId }) => `/api/threads/${threadId}${suffix}`,
});
const ofMessage: Pick<ProtectedRoute, 'route' | 'path'> = {
  route: '/api/chat/messages/{id}',
  path: ({ messageId }) => `/api/chat/messages/${messageId}`,
};

/** The routes that need a token (contract P2): every family and method. */
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
  { ...ofThread(), method: 'GET', acceptedStatus: 200 },
  { ...ofThread('/messages'), method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/conversations'), method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/chat/messages'), method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/chat/messages'), method: 'POST', acceptedStatus: 201, body: message },
  { ...ofMessage, method: 'GET', acceptedStatus: 200 },
  { ...fixed('/api/chat'), method: 'POST', acceptedStatus: 202, body: message },
  { ...ofMessage, method: 'DELETE', acceptedStatus: 204 },
  { ...ofThread(), method: 'DELETE', acceptedStatus: 204 },
];

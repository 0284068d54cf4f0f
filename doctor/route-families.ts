/** The families of protected routes (contract P2), each by the one that reads. */
export const routeFamilies = {
  threads: '/api/threads',
  conversations: '/api/conversations',
  messages: '/api/messages',
  chat: '/api/chat/messages',
} as const;

export type RouteFamily = keyof typeof routeFamilies;

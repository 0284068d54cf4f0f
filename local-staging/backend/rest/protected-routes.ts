import type { ProtectedRoutes, RouteParts } from './route-parts.ts';

/** The first segments below `/api` of what needs a token (contract P2). */
export const protectedFamilies: readonly string[] = ['messages', 'threads', 'conversations', 'chat'];

/** Every route that needs a token. A new family is a file beside this one, its name above, and a line here. */
export function createProtectedRoutes(parts: RouteParts): ProtectedRoutes {
  const { policies } = parts;
  return { ...policies.createThreadRoutes(parts), ...policies.createMessageRoutes(parts) };
}

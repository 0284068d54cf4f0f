import type { ProtectedRoutes, RouteParts } from './route-parts.ts';

/** The first segments below `/api` of what needs a token (contract P2). */
const protectedFamilies: readonly string[] = ['messages', 'threads', 'conversations', 'chat'];

/** Whether a path needs a token: by whole segments (contract P2, P3). */
export function isProtected(path: string): boolean {
  const [, api, family = ''] = path.split('/');
  return api === 'api' && protectedFamilies.includes(family);
}

type CreateRoutes = (parts: RouteParts) => ProtectedRoutes;

/** What makes the routes of a family. */
export interface Families {
  createThreadRoutes: CreateRoutes;
  createMessageRoutes: CreateRoutes;
}

/** Every route that needs a token. A new family is a file beside this one, its name above, and a line here. */
export function createProtectedRoutes(parts: RouteParts & { policies: Families }): ProtectedRoutes {
  const { policies } = parts;
  return { ...policies.createThreadRoutes(parts), ...policies.createMessageRoutes(parts) };
}

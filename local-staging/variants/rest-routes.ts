import type { ProtectedRoutes } from '../backend/rest/route-parts.ts';
import { replaceIn } from './replace-in.ts';

/** Replaces the protected routes. */
export function restRoutes(change: (routes: ProtectedRoutes) => ProtectedRoutes) {
  return replaceIn('backend', ({ createThreadRoutes, createMessageRoutes }) => ({
    createThreadRoutes: (parts) => change(createThreadRoutes(parts)),
    createMessageRoutes: (parts) => change(createMessageRoutes(parts)),
  }));
}

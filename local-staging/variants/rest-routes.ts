import type { ProtectedRoutes } from '../backend/rest/route-parts.ts';
import { replaceIn } from './replace-in.ts';

/** Replaces the protected routes. */
export function restRoutes(change: (routes: ProtectedRoutes) => ProtectedRoutes) {
  return replaceIn('backend', ({ createProtectedRoutes }) => ({
    createProtectedRoutes: (parts) => change(createProtectedRoutes(parts)),
  }));
}

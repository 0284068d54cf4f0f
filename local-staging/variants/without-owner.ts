import type { ProtectedRoutes } from '../backend/rest/route-parts.ts';
import { replaceIn } from './replace-in.ts';

/** Takes every thread and message for the caller's own, on one path and method. */
export function withoutOwner(
  make: 'createThreadRoutes' | 'createMessageRoutes',
  path: string,
  method: keyof ProtectedRoutes[string],
) {
  return replaceIn('backend', (policies) => ({
    [make]: (parts: Parameters<typeof policies.createThreadRoutes>[0]) => {
      const open = policies[make]({ ...parts, policies: { ...parts.policies, mayAccess: () => true } });
      const routes = policies[make](parts);
      return { ...routes, [path]: { ...routes[path], [method]: open[path]?.[method] } };
    },
  }));
}

import { createAgentRunner } from './agent/agent-runner.ts';
import { decisions } from './decisions.ts';
import { createDelegation } from './delegation.ts';
import { createMessageRoutes } from './rest/message-routes.ts';
import { createProtectedRoutes, isProtected } from './rest/protected-routes.ts';
import { createThreadRoutes } from './rest/thread-routes.ts';
import { openConnection } from './socket/open-connection.ts';
import { createSocketHub } from './socket/socket-hub.ts';

/** Every decision of the backend, and how its parts are made. A start may replace any of them. */
export const backendPolicies = {
  ...decisions,
  createDelegation,
  createSocketHub,
  createAgentRunner,
  openConnection,
  createThreadRoutes,
  createMessageRoutes,
  createProtectedRoutes,
  isProtected,
};

export type BackendPolicies = typeof backendPolicies;

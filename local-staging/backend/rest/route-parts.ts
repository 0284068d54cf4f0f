import type { Context } from 'hono';
import type { Stores } from '../../database/stores.ts';
import type { AgentRunner } from '../agent/agent-runner.ts';
import type { Decisions } from '../decisions.ts';
import type { Identity } from '../identity.ts';
import type { SocketHub } from '../socket/socket-hub.ts';

/** What a protected route works with. */
export interface RouteParts extends Stores {
  policies: Decisions;
  hub: SocketHub;
  runner: AgentRunner;
}

/** A protected route: the caller is known and has the permission that the method needs. */
export type ProtectedHandler = (context: Context, identity: Identity) => Response | Promise<Response>;

/** The protected routes, by path and method. */
export type ProtectedRoutes = Record<string, Partial<Record<'GET' | 'POST' | 'DELETE', ProtectedHandler>>>;

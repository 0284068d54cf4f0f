import type { IncomingHttpHeaders } from 'node:http';
import type { Stores } from '../database/stores.ts';
import type { Around } from '../http/around.ts';
import { listen } from '../http/listen.ts';
import type { Log } from '../http/request-log.ts';
import type { WireHook } from '../http/wire-hook.ts';
import type { Timers } from '../timers.ts';
import { createAuthenticate } from './authenticate.ts';
import { createBackend } from './backend.ts';
import type { BackendPolicies } from './backend-policies.ts';
import { serviceId } from './service-id.ts';
import { serveSockets } from './socket/serve-sockets.ts';

export interface BackendOptions extends Stores {
  policies: BackendPolicies;
  timers: Timers;
  authUrl: string;
  serviceSecret: string;
  environment: string;
  revision: string;
  port: number;
  onArrival: (headers: IncomingHttpHeaders) => void;
  log: Log;
  /** What happens around each request. */
  around: readonly Around[];
  /** What changes how answers travel. */
  hooks: readonly WireHook[];
}

/** The chat backend on its port. */
export interface RunningBackend {
  url: string;
  /** Closes sockets with 1001, lets requests end, and frees the port. */
  close(): Promise<void>;
}

/** Starts the chat backend (contract §3, §4). */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const { policies, timers, messages, authUrl } = options;
  const delegation = policies.createDelegation({
    authUrl,
    serviceId,
    serviceSecret: options.serviceSecret,
    validationTimeoutMs: timers.validationTimeoutMs,
    breakerOpenMs: timers.breakerOpenMs,
    failuresToOpen: policies.breakerFailuresToOpen,
    countForBreaker: policies.countForBreaker,
  });
  const hub = policies.createSocketHub(policies.recipients);
  const parts = {
    ...options,
    delegation,
    authenticate: createAuthenticate(delegation, policies.judgeValidation),
    hub,
    runner: policies.createAgentRunner({ policies, messages, hub, agentStepMs: timers.agentStepMs }),
  };
  const listener = await listen(createBackend(parts), { ...options, service: 'chat backend' });
  const sockets = serveSockets(listener.server, parts);
  return {
    url: listener.url,
    close: async () => {
      const requestsEnded = listener.close(timers.shutdownGraceMs);
      await sockets.close(timers.shutdownGraceMs);
      await requestsEnded;
      await parts.runner.stop();
    },
  };
}

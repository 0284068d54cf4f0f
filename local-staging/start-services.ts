import type { IncomingHttpHeaders } from 'node:http';
import { createAuthService } from './auth-service/auth-service.ts';
import { serviceId } from './backend/service-id.ts';
import type { SocketHub } from './backend/socket/socket-hub.ts';
import { startBackend } from './backend/start-backend.ts';
import type { Composition } from './composition/composition.ts';
import type { Parts } from './composition/parts.ts';
import type { Access, PublishedUrls, Wiring } from './composition/wiring.ts';
import { startDeadEnd } from './edge/start-dead-end.ts';
import { startEdge } from './edge/start-edge.ts';
import { listen } from './http/listen.ts';
import type { Log } from './http/request-log.ts';

export interface ServicesOptions {
  authPort: number;
  backendPort: number;
  /** Which environment the backend says it is. */
  stage: string;
  /** Called for each request and handshake of a client. */
  onArrival: () => void;
  log: Log;
  /** Gets what must be closed, the last one first. */
  started: { close(): Promise<void> }[];
}

/** What the services say their build is. */
const revision = 'embedded';

/**
 * Starts both services, and what stands before them, as they are wired.
 * @throws Error with one sentence when a port cannot be had
 */
export async function startServices(
  { parts, wiring }: Composition,
  { authPort, backendPort, stage, onArrival, log, started }: ServicesOptions,
): Promise<PublishedUrls> {
  const { timers, serviceSecret } = wiring;
  // What the backend itself asks the auth service is no client's.
  const onRequest = (headers: IncomingHttpHeaders): void => {
    const { 'x-service-id': id, 'x-service-secret': secret = serviceSecret } = headers;
    if (id !== serviceId || secret !== serviceSecret) onArrival();
  };

  /** What a service is reached at; it is closed before what stands before it. */
  const reach = async (
    { edge: rules, deadEnd }: Access,
    port: number,
    start: ((port: number) => Promise<string>)[],
  ): Promise<{ inside: string; outside: string }> => {
    const before = async (opening: Promise<{ url: string; close(): Promise<void> }>): Promise<string> => {
      const opened = await opening;
      started.unshift(opened);
      return opened.url;
    };
    const isDirect = rules.length === 0 && (start.length === 1 || deadEnd !== undefined);
    const innerPort = isDirect ? port : 0;
    const urls: string[] = [];
    if (deadEnd) urls.push(await before(startDeadEnd(deadEnd, innerPort)));
    else for (const startOne of start) urls.push(await startOne(innerPort));
    const inside = urls[0] ?? '';
    return {
      inside,
      outside: isDirect
        ? inside
        : await before(startEdge({ upstreams: urls, turns: wiring.turns, rules, port })),
    };
  };

  const startAuthService = async (port: number): Promise<string> => {
    const app = createAuthService({
      ...parts,
      policies: parts.auth,
      timers,
      environment: wiring.authEnvironment,
      revision,
    });
    const { around, hooks } = wiring.auth;
    const options = { service: 'auth service', port, onArrival: onRequest, log, around, hooks };
    const listener = await listen(app, options);
    started.push({ close: () => listener.close(timers.shutdownGraceMs) });
    return listener.url;
  };
  const auth = await reach(
    wiring.auth,
    authPort,
    Array.from({ length: wiring.authServices }, () => startAuthService),
  );

  const askedAt = async ({ delegateTo }: Wiring): Promise<string> => {
    if (!delegateTo) return auth.inside;
    if ('url' in delegateTo) return delegateTo.url;
    const nobody = await startDeadEnd(delegateTo.deadEnd, 0);
    started.unshift(nobody);
    return nobody.url;
  };
  const authUrl = await askedAt(wiring);
  // Whatever process a run is in, every socket of its user hears of it.
  let hub: SocketHub | undefined;
  const createSharedHub: Parts['backend']['createSocketHub'] = (choose) =>
    (hub ??= parts.backend.createSocketHub(choose));
  const startReplica =
    (replace: (parts: Parts) => Parts) =>
    async (port: number): Promise<string> => {
      const { backend: policies, ...rest } = replace(parts);
      const running = await startBackend({
        ...rest,
        policies: { ...policies, createSocketHub: createSharedHub },
        timers,
        authUrl,
        serviceSecret,
        environment: stage,
        revision,
        port,
        onArrival: onRequest,
        log,
        around: wiring.backend.around,
        hooks: wiring.backend.hooks,
      });
      started.push(running);
      return running.url;
    };
  const backend = await reach(wiring.backend, backendPort, wiring.replicas.map(startReplica));
  return wiring.publish({ authUrl: auth.outside, backendUrl: backend.outside });
}

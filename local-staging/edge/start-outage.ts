import { edgePage } from './edge-page.ts';
import { startEdge, type Edge } from './start-edge.ts';

/** A proxy before a service that is away for a while. */
export interface Outage extends Edge {
  /** Names the service, which may be started after the proxy. */
  leadTo(url: string): void;
}

/** Starts a proxy that answers 503 in place of a service, from the first request on and for so long; then it passes on. */
export async function startOutage(lastsMs: number): Promise<Outage> {
  const upstreams: string[] = [];
  let endsAtMs: number | undefined;
  const edge = await startEdge({
    upstreams,
    rules: [
      (call) => {
        endsAtMs ??= performance.now() + lastsMs;
        return performance.now() < endsAtMs ? edgePage(503, 'nginx') : call;
      },
    ],
    port: 0,
  });
  return { ...edge, leadTo: (url) => upstreams.push(url) };
}

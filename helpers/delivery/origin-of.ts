import type { Side } from '../evidence/wire-entry.ts';

/** Where users, threads and runs are the same ones: the target of the run, or one service of a private staging. */
export function originOf(side: Side, url: URL): string {
  return side === 'private' ? url.host : 'target';
}

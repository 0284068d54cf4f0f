import { randomUUID } from 'node:crypto';

/** What an id is of, as its first letters say. */
export type IdKind = 'thr' | 'msg' | 'run' | 'con' | 'usr';

/** A new id, e.g. `thr_…`. To who reads it an opaque text (contract C10). */
export function newId(kind: IdKind): string {
  return `${kind}_${randomUUID()}`;
}

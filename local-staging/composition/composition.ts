import type { Parts } from './parts.ts';
import type { Wiring } from './wiring.ts';

/** What a start is composed of. */
export interface Composition {
  /** What the services decide and store. */
  parts: Parts;
  /** How they are started and reached. */
  wiring: Wiring;
}

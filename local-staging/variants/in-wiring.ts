import type { Composition } from '../composition/composition.ts';
import type { Wiring } from '../composition/wiring.ts';

/** Wires a start otherwise, and leaves its parts as they are. */
export function inWiring<Values>(rewire: (wiring: Wiring, values: Values) => Partial<Wiring>) {
  return ({ parts, wiring }: Composition, values: Values): Composition => ({
    parts,
    wiring: { ...wiring, ...rewire(wiring, values) },
  });
}

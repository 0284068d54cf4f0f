import type { Composition } from '../composition/composition.ts';
import type { Parts } from '../composition/parts.ts';

/** Replaces parts, and leaves the wiring as it is. */
export function inParts<Values>(replace: (parts: Parts, values: Values) => Parts) {
  return ({ parts, wiring }: Composition, values: Values): Composition => ({
    parts: replace(parts, values),
    wiring,
  });
}

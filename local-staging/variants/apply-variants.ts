import type { Composition } from '../composition/composition.ts';
import { readVariant } from './read-variant.ts';

/**
 * A start with variants applied in their order: a later one lies over an earlier one.
 * @throws Error with one sentence when a variant or a parameter is not known
 */
export function applyVariants(healthy: Composition, variants: readonly string[]): Composition {
  return variants
    .map(readVariant)
    .reduce((composition, { variant, values }) => variant.change(composition, values), healthy);
}

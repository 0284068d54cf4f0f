import type { Parts } from '../parts.ts';
import { readVariant } from './read-variant.ts';

/**
 * The parts with variants applied in their order: a later one lies over an earlier one.
 * @throws Error with one sentence when a variant or a parameter is not known
 */
export function applyVariants(healthy: Parts, variants: readonly string[]): Parts {
  return variants
    .map(readVariant)
    .reduce((parts, { variant, values }) => variant.replace(parts, values), healthy);
}

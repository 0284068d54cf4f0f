import type { Composition } from '../composition/composition.ts';
import { type ChosenVariant, readVariant } from './read-variant.ts';

/**
 * A start with variants applied in their order: a later one lies over an earlier one. What changes how something is written
 * lies over all that change what is said.
 * @param take - hears the name of a liberty each time that it is taken
 * @throws Error with one sentence when a variant or a parameter is not known
 */
export function applyVariants(
  healthy: Composition,
  variants: readonly string[],
  take: (liberty: string) => void,
): Composition {
  const isOuter = ({ variant }: ChosenVariant): number =>
    Number(variant.kind === 'liberty' && variant.isOuter);
  return variants
    .map(readVariant)
    .toSorted((a, b) => isOuter(a) - isOuter(b))
    .reduce((composition, { name, variant, values }) => {
      const taken = (): void => {
        take(name);
      };
      return variant.change(composition, values, taken);
    }, healthy);
}

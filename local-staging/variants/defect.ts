import type { Parts } from '../parts.ts';
import type { Variant, VariantParameter } from './variant.ts';

/** A defect of the product. */
export function defect<Name extends string = never>(
  breaks: string,
  sentence: string,
  replace: (parts: Parts, values: Readonly<Record<Name, number>>) => Parts,
  parameters = {} as Readonly<Record<Name, VariantParameter>>,
): Variant {
  // A start gives each parameter a value.
  return { kind: 'defect', breaks, sentence, parameters, replace };
}
